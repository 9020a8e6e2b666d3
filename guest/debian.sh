# SPDX-License-Identifier: MIT
# For recipes of programs from a Debian source package: where that is from. A recipe sets
# source_package, source_suite if it is another one than that of the rest, and sources this file.

tools='dpkg-source dpkg-dev'
. "$guest/musl.sh"
shared="$shared debian.sh"

find_source() {
	"$top/scripts/fetch-sources" ${quiet:+--quiet} --suite "${source_suite:-$suite}" "$source_package" >"$work/sources" ||
		die "no source of $name" "$without"
	find_libc
	source_id=$(printf '%s\n' "$source_id" && cut -f3 "$work/sources" | sort)
}

unpack() {
	say "$name: building $source_package $(head -n 1 "$work/sources" | cut -f2)"
	dsc=$(cut -f4 "$work/sources" | grep '\.dsc$')
	# apt has checked the files
	date=0
	run "$dsc cannot be unpacked (is the disk full?)" dpkg-source --no-copy --no-check -x "$dsc" "$src.new"
	rmdir "$src"
	mv "$src.new" "$src"
	date=$(LC_ALL=C date -d "$(sed -n 's/^ -- .*  //p;T;q' "$src/debian/changelog")" +%s)
	mkdir -p "$dest/usr/share/doc/$source_package"
	cp "$src/debian/copyright" "$dest/usr/share/doc/$source_package"
	make_compiler
}

# The program's source first, then what was linked into it
record() {
	sed -n 's/\.dsc$/&/p' "$work/sources" | while IFS=$tab read -r p version hash file; do
		printf '%s\t%s\tsource\t%s\t%s\t%s\n' "$p" "$version" "$hash" "${file##*/}" "$p"
	done
	record_libc
}

# SPDX-License-Identifier: MIT
# What the recipes of programs share: a Debian source package, and a compiler with musl as its C
# library. A recipe sets source_package, and sources this file.
#
# cc      compiles and links for s390x, static: nothing of a C library of the machine's is used
# cross   the prefix of ar, strip ...

tools='dpkg-source dpkg-dev'

find_source() {
	"$top/scripts/fetch-sources" ${quiet:+--quiet} --suite "$suite" "$source_package" >"$work/sources" ||
		die "no source of $name" "$without"
	sysroot=$("$top/scripts/fetch-packages" ${quiet:+--quiet} --suite "$suite" musl-dev linux-libc-dev) ||
		die "no C library to build $name with" "$without"
	source_id=$(cut -f3 "$work/sources" "$sysroot/.packages" | sort)
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
	mkdir -p "$dest/usr/share/doc/$source_package" "$dest/usr/share/doc/musl-dev"
	cp "$src/debian/copyright" "$dest/usr/share/doc/$source_package"
	cp "$sysroot/usr/share/doc/musl-dev/copyright" "$dest/usr/share/doc/musl-dev"
	make_compiler
}

# gcc's own description of how to use musl, by the places where its files are here
make_compiler() {
	specs=$(find "$sysroot/usr/lib" -name musl-gcc.specs)
	[ -n "$specs" ] || die "musl-dev of $suite has no musl-gcc.specs"
	sed "s;/usr/\(include\|lib\)/;$sysroot/usr/\1/;g" "$specs" >"$work/musl.specs"
	cross=$CROSS_COMPILE cc=$work/cc
	cat >"$cc" <<-END
		#!/bin/sh
		exec ${CROSS_COMPILE}gcc -specs=$work/musl.specs -march=z10 -ffile-prefix-map=$src/= \\
			-idirafter $sysroot/usr/include -idirafter $sysroot/usr/include/s390x-linux-gnu "\$@"
	END
	chmod +x "$cc"
}

# Puts a program into $dest without symbols, if it is what it should be
install_program() { # FILE PLACE
	"${cross}readelf" -lh "$1" >"$work/elf" 2>&1 && grep -q 'Machine:.*S/390' "$work/elf" && ! grep -q INTERP "$work/elf" ||
		die "what was built as $2 is not a static program for s390x"
	mkdir -p "$dest/${2%/*}"
	"${cross}strip" -s -o "$dest/$2" "$1"
	chmod 755 "$dest/$2"
}

# The program's source first, then what was linked into it
record() {
	sed -n 's/\.dsc$/&/p' "$work/sources" | while IFS=$tab read -r p version hash file; do
		printf '%s\t%s\tsource\t%s\t%s\t%s\n' "$p" "$version" "$hash" "${file##*/}" "$p"
	done
	grep "^musl-dev$tab" "$sysroot/.packages"
}

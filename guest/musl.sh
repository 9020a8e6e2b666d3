# SPDX-License-Identifier: MIT
# What the recipes of programs share: the C library, musl, and a compiler for it.
#
# cc      compiles and links for s390x, static: nothing of a C library of the machine's is used
# cross   the prefix of ar, strip ...

shared="$shared musl.sh"

# Sets source_id to what identifies the C library
find_libc() {
	[ -n "$sysroot" ] ||
		sysroot=$("$top/scripts/fetch-packages" ${quiet:+--quiet} --suite "$suite" musl-dev linux-libc-dev) ||
		die "no C library to build $name with" "$without"
	source_id=$(cut -f3 "$sysroot/.packages" | sort)
}

# gcc's own description of how to use musl, by the places where its files are here; and its license
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
	mkdir -p "$dest/usr/share/doc/musl-dev"
	cp "$sysroot/usr/share/doc/musl-dev/copyright" "$dest/usr/share/doc/musl-dev"
}

# Puts a program into $dest without symbols, if it is what it should be
install_program() { # FILE PLACE
	"${cross}readelf" -lh "$1" >"$work/elf" 2>&1 && grep -q 'Machine:.*S/390' "$work/elf" &&
		{ [ -n "$host" ] || ! grep -q INTERP "$work/elf"; } ||
		die "what was built as $2 is not a static program for s390x"
	mkdir -p "$dest/${2%/*}"
	"${cross}strip" -s -o "$dest/$2" "$1"
	chmod 755 "$dest/$2"
}

record_libc() { grep "^musl-dev$tab" "$sysroot/.packages"; }

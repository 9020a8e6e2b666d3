# SPDX-License-Identifier: MIT
# What all recipes build with. It is part of what was built: a change here compiles everything
# again, one of build itself nothing.

# Every tool that is missing in one message, with the package that has it: what all recipes need,
# and those of the recipe
need_tools() {
	missing=
	while read -r tool package; do
		[ -z "$tool" ] || command -v "$tool" >/dev/null 2>&1 || missing="$missing $package"
	done <<-END
		${CROSS_COMPILE}gcc gcc-s390x-linux-gnu
		${CROSS_COMPILE}ld binutils-s390x-linux-gnu
		gcc gcc
		make make
		flock util-linux
		sha256sum coreutils
		$tools
	END
	[ -z "$missing" ] || die "building $name needs more programs; install:$missing" "$without"
}

# Nothing of the machine, the user, the directory or the time goes into what is built. Nothing of
# the environment either: kbuild listens to O, V, LLVM, KCFLAGS and more, and a make that called us
# hands its variables on in MAKEFLAGS. The log is shown when the command fails.
run() { # WHAT FAILED, COMMAND...
	failed=$1
	shift
	env -i PATH="$PATH" HOME="${HOME:-/}" TMPDIR="${TMPDIR:-/tmp}" LC_ALL=C TZ=UTC SOURCE_DATE_EPOCH="$date" \
		KCONFIG_NOTIMESTAMP=1 "$@" </dev/null >>"$work/log" 2>&1 || failed "$failed"
}
failed() { # WHAT
	tail -n 20 "$work/log" | sed 's/^/  /' >&2
	mv "$work/log" "$store/failed.log"
	die "$1 (all of it: $store/failed.log)"
}
jobs=${JOBS:-$(nproc)}

# The lines of an option file that count
options() { grep -E '^(CONFIG_|# CONFIG_)' "$1"; }

# Options whose dependencies are not met are dropped without a word: look. An option that this
# version does not know at all is ignored.
check_options() { # CONFIG, known FILE: all options that there are, CONFIG_NAME
	bad=
	options "$1" >"$work/wanted"
	while read -r line; do
		case $line in
		'# CONFIG_'*)
			option=${line#\# } option=${option%% *}
			! grep -q "^$option=" "$src/.config" || bad="$bad $option(on)"
			;;
		*)
			option=${line%%=*}
			grep -qxF "$line" "$src/.config" && continue
			if grep -qxF "$option" "$2"; then bad="$bad $option"; else say "this $name has no $option"; fi
			;;
		esac
	done <"$work/wanted"
	[ -z "$bad" ] || die "options did not come out as $1 has them:$bad" \
		"(what they depend on has changed in this version of $name)"
}

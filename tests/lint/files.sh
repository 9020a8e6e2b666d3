# SPDX-License-Identifier: MIT
# shellcheck shell=dash
# Which files there are, for the checks that read all of one kind. Source it with TOP set.

# Prints the project's files, one a line, relative to TOP: git's, else all but what is built.
files_all() {
	(cd "$TOP" && if git rev-parse --git-dir >/dev/null 2>&1; then
		git -c safe.directory='*' ls-files -co --exclude-standard
	else
		find . -type f ! -path './build*' ! -path './cache/*' ! -name 'pxelinux.0' | sed 's|^\./||'
	fi) | while read -r f; do [ ! -f "$TOP/$f" ] || printf '%s\n' "$f"; done | LC_ALL=C sort
}

# Prints the shell scripts: by their ending, else by their first line.
files_shell() {
	files_all | while read -r f; do
		case $f in
		*.sh | *.test | *.script | debian/rules | *.bash) ;;
		*.*[!/]*) continue ;;
		esac
		case $f in *.sh | *.test | *.script | *.bash) ;; *) head -n 1 "$TOP/$f" | grep -qE '^#!.*/(env )?(ba|da|a)?sh\b|^#!.*busybox' || continue ;; esac
		printf '%s\n' "$f"
	done
}

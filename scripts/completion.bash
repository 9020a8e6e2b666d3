# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# Completion for the tools and scripts: options from their own --help, else files.
_pxelinux0() {
	local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD - 1]}

	COMPREPLY=()
	case $prev in
	--compress | -c) mapfile -t COMPREPLY < <(compgen -W 'xz gzip zstd none' -- "$cur") ;;
	--suite) mapfile -t COMPREPLY < <(compgen -W 'bookworm trixie sid host' -- "$cur") ;;
	*)
		case $cur in
		-*) mapfile -t COMPREPLY < <(compgen -W "$("$1" --help 2>/dev/null |
			grep -oE -- '(^|[ ,[|])--?[a-zA-Z0-9][a-z0-9-]*' | tr -d ' ,[|' | sort -u)" -- "$cur") ;;
		esac
		;;
	esac
}
complete -o default -F _pxelinux0 mk-s390image mk-pxelinux-ramfs explain-pxeconfig try-netboot \
	serve-netboot boot-timeline check-kernel-config sign-netboot

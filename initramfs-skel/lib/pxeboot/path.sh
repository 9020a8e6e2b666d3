# SPDX-License-Identifier: MIT
# File names as PXELINUX reads them (core/fs/pxe: get_prefix, url_type, parse_url).
#
# path_set_prefix BOOTFILE OPTION210   sets PATH_PREFIX: option 210 as it is, else the boot
#                      file's name up to its last character that is no letter, digit, . or -
# path_change_prefix DIR   what the APPEND of a CONFIG label does to it
# path_resolve NAME    0 and sets, else 1 and PATH_WHY:
#   PATH_URL     what to fetch. In tftp://HOST/P all behind that slash goes on the wire as
#                it is: neither ; nor % means anything in it any more.
#   PATH_WIRE    for people: the name that is asked for at the default TFTP server, else the URL
#   PATH_ALT     to be asked for when PATH_URL is not there (a name with a leading slash, taken
#                from the root), or empty
#   PATH_NOHOST  to be asked for instead when the host's name cannot be resolved, or empty
# Reads PXE_SERVER and PXE_DOMAIN.

# PXELINUX has room for 255 bytes. There must be a limit: the time that ${x#*y} takes
# grows with the square of the length.
PATH_MAX=2048

path_set_prefix() {
	PATH_PREFIX=
	[ $((${#1} + ${#2})) -le $PATH_MAX ] || return 0
	if [ -n "$2" ]; then
		PATH_PREFIX=$2
		return
	fi
	path_p=$1
	# ${path_p%?} alone would be slow for a long name: cut the plain characters off at once
	path_tail=${path_p##*[!0-9A-Za-z.-]}
	PATH_PREFIX=${path_p%"$path_tail"}
}

path_change_prefix() {
	[ -n "$1" ] && [ ${#1} -le $PATH_MAX ] || return 0
	path_type "$1"
	if [ $path_kind = plain ]; then
		PATH_PREFIX=$PATH_PREFIX$1
	else
		PATH_PREFIX=$1
	fi
}

# Sets path_kind to plain, old (HOST::PATH) or url: the first colon decides
path_type() {
	path_kind=plain
	case $1 in
	\[*\]::*) path_kind=old ;;
	*:*)
		case ${1#*:} in
		//*) path_kind=url ;;
		:*) path_kind=old ;;
		esac
		;;
	esac
}

path_resolve() {
	PATH_URL='' PATH_WIRE='' PATH_ALT='' PATH_NOHOST='' PATH_WHY=''
	if [ $((${#1} + ${#PATH_PREFIX})) -gt $PATH_MAX ]; then
		PATH_WHY="a name of $((${#1} + ${#PATH_PREFIX})) bytes is too long"
		return 1
	fi
	case $1$PATH_PREFIX in
	*[[:cntrl:]]*)
		PATH_WHY="a name with a control character"
		return 1
		;;
	esac
	path_type "$1"
	if [ $path_kind != plain ]; then
		path_full "$1"
		return
	fi
	case $1 in
	/*)
		path_from_root "$1" && path_root=$PATH_URL || path_root=
		;;
	*) path_root= ;;
	esac
	path_type "$PATH_PREFIX"
	if [ $path_kind = plain ]; then
		path_full "::$PATH_PREFIX$1" || return
	else
		path_full "$PATH_PREFIX$1" || return
	fi
	[ "$path_root" = "$PATH_URL" ] || PATH_ALT=$path_root
}

# /NAME from the root of the server that the prefix names
path_from_root() {
	path_type "$PATH_PREFIX"
	case $path_kind in
	plain) path_full "::$1" ;;
	old) path_full "${PATH_PREFIX%%::*}::$1" ;;
	url)
		path_authority=${PATH_PREFIX#*://}
		path_authority=${path_authority%%/*}
		case $PATH_PREFIX in
		[Tt][Ff][Tt][Pp]:*) path_full "tftp://$path_authority/$1" ;;
		*) path_full "${PATH_PREFIX%%://*}://$path_authority$1" ;;
		esac
		;;
	esac
}

# path_full FULL: a name of type old or url
path_full() {
	path_type "$1"
	if [ $path_kind = old ]; then
		case $1 in
		\[*\]::*) path_host=${1%%\]::*}\] path_name=${1#*\]::} ;;
		*) path_host=${1%%::*} path_name=${1#*::} ;;
		esac
		if [ -z "$path_host" ] || ! path_check_authority "$path_host"; then
			# what cannot be a host is one that does not resolve: the default server
			PATH_WIRE=$path_name path_host=
		else
			PATH_WIRE=tftp://$path_host/$path_name
			path_default_host
			PATH_NOHOST=tftp://$path_server/$path_name
		fi
		path_default_host
		path_qualify "${path_host:-$path_server}"
		PATH_URL=tftp://$path_qualified/$path_name
		return
	fi
	path_scheme=$(printf '%s' "${1%%://*}" | tr 'A-Z' 'a-z')
	path_rest=${1#*://}
	PATH_WIRE=$path_scheme://$path_rest
	path_authority=${path_rest%%/*}
	# a query may follow the host at once
	case $path_authority in
	*\?*) path_authority=${path_rest%%\?*} path_name=/${path_rest#"$path_authority"} ;;
	*) path_name=${path_rest#"$path_authority"} ;;
	esac
	if ! path_check_authority "$path_authority"; then
		PATH_WHY="$PATH_WIRE: not a host that can be asked"
		return 1
	fi
	path_qualify_authority "$path_authority"
	path_authority=$path_qualified
	case $path_scheme in
	tftp)
		path_name=$(
			path_unescape "${path_name%%;*}"
			echo .
		)
		path_name=${path_name%.} path_name=${path_name#/}
		case $path_name in
		*[[:cntrl:]]*)
			PATH_WHY="$PATH_WIRE: a name with a control character"
			return 1
			;;
		esac
		PATH_URL=tftp://$path_authority/$path_name
		;;
	http | https | ftp) PATH_URL=$path_scheme://$path_authority$(path_escape "${path_name:-/}") ;;
	*)
		PATH_WHY="$PATH_WIRE: only tftp, http, https and ftp are known here"
		return 1
		;;
	esac
}

# Sets path_server
path_default_host() {
	path_server=${PXE_SERVER-}
	case $path_server in
	\[*) ;;
	*:*) path_server=[$path_server] ;;
	esac
}

# [USER[:PASSWORD]@]HOST[:PORT] with a host of letters, digits, - . _ or [IPv6]
path_check_authority() {
	path_h=${1##*@}
	case $path_h in
	\[*\]) path_port=1 ;;
	\[*\]:*) path_port=${path_h##*\]:} ;;
	*:*) path_port=${path_h#*:} ;;
	*) path_port=1 ;;
	esac
	case $path_port in
	'' | *[!0-9]* | ??????*) return 1 ;;
	esac
	case $path_h in
	\[*\]*)
		path_h=${path_h%%\]*}
		path_h=${path_h#\[}
		case $path_h in
		'' | *[!0-9A-Fa-f:.]*%* | *[!0-9A-Za-z:.%_-]*) return 1 ;;
		esac
		;;
	*)
		case ${path_h%%:*} in
		'' | -* | *[!0-9A-Za-z._-]*) return 1 ;;
		esac
		;;
	esac
}

# Sets path_qualified: a host name without a dot gets the domain of option 15.
path_qualify() {
	case $1 in
	*.* | *:* | *\[* | '' | localhost) path_qualified=$1 ;;
	*) path_qualified=$1${PXE_DOMAIN:+.$PXE_DOMAIN} ;;
	esac
}

path_qualify_authority() {
	path_user=
	case $1 in
	*@*) path_user=${1%@*}@ ;;
	esac
	path_host=${1##*@}
	case $path_host in
	\[*) path_qualified=$1 ;;
	*:*)
		path_qualify "${path_host%%:*}"
		path_qualified=$path_user$path_qualified:${path_host#*:}
		;;
	*)
		path_qualify "$path_host"
		path_qualified=$path_user$path_qualified
		;;
	esac
}

# %XX becomes the character. A %00 cannot be in a name and ends it.
path_unescape() {
	path_s=$1
	while :; do
		case $path_s in
		*%[0-9A-Fa-f][0-9A-Fa-f]*) ;;
		*) break ;;
		esac
		path_before=${path_s%%\%[0-9A-Fa-f][0-9A-Fa-f]*}
		path_s=${path_s#"$path_before"%}
		path_code=$((0x${path_s%"${path_s#??}"}))
		path_s=${path_s#??}
		printf '%s' "$path_before"
		[ $path_code -ne 0 ] || return 0
		# an octal escape of our own making, never text from outside
		printf "\\$((path_code / 64))$((path_code / 8 % 8))$((path_code % 8))"
	done
	printf '%s' "$path_s"
}

# What cannot stand in a request line becomes %XX; % itself stays.
path_escape() {
	case $1 in
	*[!0-9A-Za-z._~:/?@!\$\&\'\(\)*+,\;=%-]*) ;;
	*)
		printf '%s' "$1"
		return
		;;
	esac
	path_s=$1
	while [ -n "$path_s" ]; do
		path_tail=${path_s#?}
		path_c=${path_s%"$path_tail"}
		path_s=$path_tail
		case $path_c in
		[0-9A-Za-z._~:/?@!\$\&\'\(\)*+,\;=%-]) printf '%s' "$path_c" ;;
		*) printf '%s' "$path_c" | LC_ALL=C od -An -v -tx1 | tr 'a-f' 'A-F' | tr -d '\n' | sed 's/ /%/g' ;;
		esac
	done
}

# SPDX-License-Identifier: MIT
# Where a configuration may be (PXELINUX: pxe_open_config), as names for path_resolve.
#
# search_names      prints them, first come first asked: option 209, then pxelinux.cfg/ with
#                   the UUID, the name of the z/VM guest or LPAR, the MAC address, the IP address in hexadecimal digits, default
# search_fallback   prints where the machine's own firmware (SLOF) looks besides: nothing that
#                   PXELINUX would ask for, to be tried last and with a word in the log
# Reads PXE_OPT209 PXE_OPT210 PXE_BOOTFILE PXE_UUID PXE_NAME PXE_MAC PXE_IP.

search_names() {
	[ -z "${PXE_OPT209-}" ] || printf '%s\n' "$PXE_OPT209"
	search_in pxelinux.cfg/
}

search_fallback() {
	if [ -n "${PXE_OPT210-}" ]; then
		case $PXE_OPT210 in
		*://* | *::*) ;;
		*) search_in "::$PXE_OPT210" ;;
		esac
	elif [ -n "${PXE_OPT209-}" ]; then
		case ${PXE_BOOTFILE-} in
		*://* | *::*) ;;
		*/*) printf '::%s/pxelinux.cfg/%s\n' "${PXE_BOOTFILE%/*}" "$PXE_OPT209" ;;
		*) printf '::pxelinux.cfg/%s\n' "$PXE_OPT209" ;;
		esac
	fi
}

# search_in DIR: the names that the machine's own addresses give
search_in() {
	! search_uuid_name "${PXE_UUID-}" || printf '%s%s\n' "$1" "$SEARCH_NAME"
	[ -z "${PXE_NAME-}" ] || printf '%s%s\n' "$1" "$PXE_NAME"
	! search_mac_name "${PXE_MAC-}" || printf '%s%s\n' "$1" "$SEARCH_NAME"
	search_ip_hex "${PXE_IP-}" || SEARCH_NAME=
	while [ -n "$SEARCH_NAME" ]; do
		printf '%s%s\n' "$1" "$SEARCH_NAME"
		SEARCH_NAME=${SEARCH_NAME%?}
	done
	printf '%sdefault\n' "$1"
}

# The functions that follow set SEARCH_NAME; they are false for what has no such name.

# In lower case, and only when the version nibble is 1..14: all zeros are nobody's UUID.
search_uuid_name() {
	case $1 in
	*[!0-9A-Fa-f-]*) return 1 ;;
	????????-????-[0fF]???-????-????????????) return 1 ;;
	????????-????-????-????-????????????) search_lower "$1" ;;
	*) return 1 ;;
	esac
}

# 01-aa-bb-cc-dd-ee-ff; an address with its hardware type before it is taken as it is
search_mac_name() {
	case $1 in
	*[!0-9A-Fa-f:-]*) return 1 ;;
	??[:-]??[:-]??[:-]??[:-]??[:-]??) search_lower "01-$1" ;;
	??[:-]??[:-]??[:-]??[:-]??[:-]??[:-]??) search_lower "$1" ;;
	*) return 1 ;;
	esac
}

# Sets SEARCH_NAME to the text with - for : and in lower case, which it is as a rule
search_lower() {
	SEARCH_NAME=$1
	while :; do
		case $SEARCH_NAME in
		*:*) SEARCH_NAME=${SEARCH_NAME%%:*}-${SEARCH_NAME#*:} ;;
		*) break ;;
		esac
	done
	case $SEARCH_NAME in
	*[A-F]*) SEARCH_NAME=$(printf '%s' "$SEARCH_NAME" | tr 'A-F' 'a-f') ;;
	esac
}

search_ip_hex() {
	case $1 in
	*[!0-9.]* | *.*.*.*.* | .* | *. | *..*) return 1 ;;
	*.*.*.*) ;;
	*) return 1 ;;
	esac
	search_rest=$1. SEARCH_NAME=
	while [ -n "$search_rest" ]; do
		search_byte=${search_rest%%.*}
		search_rest=${search_rest#*.}
		[ "${#search_byte}" -le 3 ] || return 1
		# no leading zeros: the shell would read octal
		while :; do
			case $search_byte in
			0?*) search_byte=${search_byte#0} ;;
			*) break ;;
			esac
		done
		[ "$search_byte" -le 255 ] || return 1
		search_digit $((search_byte / 16))
		search_digit $((search_byte % 16))
	done
}

search_digit() { # 0..15, appended to SEARCH_NAME
	case $1 in
	10) SEARCH_NAME=${SEARCH_NAME}A ;;
	11) SEARCH_NAME=${SEARCH_NAME}B ;;
	12) SEARCH_NAME=${SEARCH_NAME}C ;;
	13) SEARCH_NAME=${SEARCH_NAME}D ;;
	14) SEARCH_NAME=${SEARCH_NAME}E ;;
	15) SEARCH_NAME=${SEARCH_NAME}F ;;
	*) SEARCH_NAME=$SEARCH_NAME$1 ;;
	esac
}

# SPDX-License-Identifier: MIT
# The loader's own parameters: the words of /proc/cmdline, after them those of
# /etc/pxeboot.conf (NAME=VALUE lines, # comments), which was put into the
# ramdisk when it was built. The first of several equal names counts where one
# value is asked for, so the command line wins.

PARAM_WORDS=

# param_read: reads both into PARAM_WORDS, one word a line
param_read() {
	PARAM_WORDS=
	param_text=
	[ -r "$ROOT/proc/cmdline" ] && read -r param_text <"$ROOT/proc/cmdline"
	param_split "$param_text"
	[ -r "$ROOT/etc/pxeboot.conf" ] || return 0
	while read -r param_text || [ -n "$param_text" ]; do
		case $param_text in
		'' | '#'*) ;;
		*) PARAM_WORDS="$PARAM_WORDS$param_text
" ;;
		esac
	done <"$ROOT/etc/pxeboot.conf"
}

# param_split TEXT: appends its words, blanks inside double quotes being part
# of a word as in the kernel's own parser (lib/cmdline.c)
param_split() {
	param_rest=$1 param_word='' param_quoted=
	while [ -n "$param_rest" ]; do
		case $param_rest in
		*[\ \"]*) param_head=${param_rest%%[ \"]*} ;;
		*) param_head=$param_rest ;;
		esac
		param_word=$param_word$param_head
		param_rest=${param_rest#"$param_head"}
		case $param_rest in
		\"*)
			if [ -n "$param_quoted" ]; then param_quoted=; else param_quoted=1; fi
			;;
		\ *)
			if [ -n "$param_quoted" ]; then
				param_word="$param_word "
			else
				param_end
			fi
			;;
		esac
		param_rest=${param_rest#?}
	done
	param_end
}

param_end() {
	[ -z "$param_word" ] || PARAM_WORDS="$PARAM_WORDS$param_word
"
	param_word=
}

# param_load NAME [DEFAULT]: sets PARAM to the value; without a "=" it is "1".
# False when the parameter is not there (PARAM is then the default).
param_load() {
	case "
$PARAM_WORDS" in
	*"
$1="*)
		PARAM=${PARAM_WORDS#"$1="}
		[ "$PARAM" != "$PARAM_WORDS" ] || PARAM=${PARAM_WORDS#*"
$1="}
		PARAM=${PARAM%%"
"*}
		return 0
		;;
	*"
$1
"*)
		PARAM=1
		return 0
		;;
	esac
	PARAM=${2-}
	return 1
}

# param_get NAME [DEFAULT]: prints what param_load finds
param_get() {
	param_load "$@"
	param_status=$?
	printf '%s\n' "$PARAM"
	return "$param_status"
}

# param_allows NAME: true unless the parameter is given with a value other than 1. "NAME=0" forbids;
# so does a value that nobody knows. A loader that boots signed trees only allows nothing that is not
# given. PARAM_WHY says why not.
param_allows() {
	if param_load "$1"; then
		PARAM_WHY="$1=0 is set"
		[ "$PARAM" = 1 ]
	else
		PARAM_WHY="only what was signed is booted ($1=1 permits more)"
		[ ! -e "$ROOT/etc/pxeboot/trust" ]
	fi
}

# param_no_shell: true when the parameters forbid a shell on the console; PARAM_WHY says which
param_no_shell() {
	param_allows pxeboot.shell || return 0
	! param_load pxeboot.edit || param_allows pxeboot.edit || return 0
	PARAM_WHY=
	return 1
}

# param_all NAME: sets PARAM_LIST to all values of NAME, one a line, in order
param_all() {
	PARAM_LIST=
	param_rest=$PARAM_WORDS
	while [ -n "$param_rest" ]; do
		param_word=${param_rest%%"
"*}
		param_rest=${param_rest#*"
"}
		case $param_word in
		"$1="*) PARAM_LIST="$PARAM_LIST${param_word#*=}
" ;;
		esac
	done
}

# param_number NAME DEFAULT [MAX]: sets PARAM to a decimal number of at most nine digits
param_number() {
	param_load "$1" "$2" || return 0
	case $PARAM in
	'' | *[!0-9]* | ??????????*)
		log_warn "$1=$PARAM is not a number, $2 is used"
		PARAM=$2
		;;
	esac
	while :; do
		case $PARAM in 0?*) PARAM=${PARAM#0} ;; *) break ;; esac
	done
	if [ -n "${3-}" ] && [ "$PARAM" -gt "$3" ]; then PARAM=$3; fi
}

# SPDX-License-Identifier: MIT
# The menu and the boot prompt on the console. For busybox ash: read -t, -n and -s.
#
# menu_run      shows SAY and DISPLAY texts, then asks. Call it when the choice is menu or prompt, or
#               when what was chosen did not boot. 0: MENU_MODE and MENU_COMMAND are for choice_make;
#               1: nobody answered in time, what was chosen is to be booted
# menu_intro    only the SAY and DISPLAY texts, once for each configuration
#
# On a line-mode console (3215, 3270, SCLP's line mode: there is no cursor, and the guest sees a
# line when it is complete) the menu is a numbered list and an answer is a line: a number, a
# label with extra options, nothing for the entry that is marked, ? for the list again, .. for
# the menu above, F1 to F12 for the help texts, ! for a shell. On a virtio console, and on SCLP's
# VT220 console when a terminal answers there: arrow keys, hot keys, Tab or Escape for the
# prompt, ! for a shell.
# PXE_CONSOLE=line|full overrides what the console's name says; pxeboot.shell=0 forbids the shell,
# CHOICE_LOCK the prompt and the shell.
# menu_keys.sh has the part for terminals. Needs choice_make, boot_get_small, param.sh and log_say.

MENU_STOPPED='' MENU_SAID=

menu_run() {
	menu_intro
	mkdir -p "$PXE_RUN/menu"
	MENU_MODE='' MENU_COMMAND='' MENU_ID=$CHOICE_MENU menu_deadline='' menu_total='' menu_closed='' menu_screen=
	menu_enter=$CHOICE_ENTER
	menu_clock
	[ -n "$MENU_STOPPED" ] || menu_deadline=$(menu_after "$CHOICE_TIMEOUT")
	menu_total=$(menu_after "$CHOICE_TOTALTIMEOUT")
	menu_save_terminal
	if [ "$(menu_console)" = full ]; then
		menu_full
	else
		menu_line_mode
	fi
	menu_status=$?
	menu_restore_terminal
	[ $menu_status -ne 0 ] || MENU_STOPPED=1
	return $menu_status
}

# --- texts ---------------------------------------------------------------------------
menu_intro() {
	[ "${menu_introduced-}" != "$CONFIG_COUNT" ] || return 0
	menu_introduced=$CONFIG_COUNT
	while IFS= read -r menu_text; do
		case $menu_text in
		"say "*) printf '%s\n' "${menu_text#say }" | menu_clean ;;
		"display "*) menu_show_file "${menu_text#display }" ;;
		esac
	done <"$CONFIG_DIR/texts"
}

# A text from the network without what a terminal would obey: escape sequences, and
# SYSLINUX's own codes (colour: ^O and two digits; ^X picture; ^Z end)
menu_clean() {
	LC_ALL=C tr -d '\000\015' | LC_ALL=C awk '
		{ if (end) next
		  if (i = index($0, "\032")) { $0 = substr($0, 1, i - 1); end = 1 }
		  sub(/\030.*$/, "")
		  gsub(/\017[0-9A-Fa-f][0-9A-Fa-f]/, "")
		  gsub(/\033\[[0-9;?]*[A-Za-z]/, "")
		  gsub(/[\001-\010\013-\037\177]|\302[\200-\237]/, "")
		  print }'
}

menu_show_file() {
	if boot_get_small "$1" "$PXE_RUN/text" </dev/null; then
		head -c 65536 "$PXE_RUN/text" | menu_clean
	else
		log_note "text $1: not found"
	fi
	rm -f "$PXE_RUN/text"
}

menu_help() { # NUMBER
	menu_file=$(menu_of "fkey $1")
	if [ -n "$menu_file" ]; then
		menu_show_file "$menu_file"
	else
		echo "F$1 has no text."
	fi
}

# --- console and time ----------------------------------------------------------------
# line or full
menu_console() {
	case ${PXE_CONSOLE-} in
	line | full)
		echo "$PXE_CONSOLE"
		return
		;;
	esac
	menu_active=
	[ ! -r "$ROOT/sys/class/tty/console/active" ] || read -r menu_active <"$ROOT/sys/class/tty/console/active" || :
	[ -t 0 ] || {
		echo line
		return
	}
	case ${menu_active##* } in
	ttyS1 | hvc* | tty[0-9]*) echo full ;;
	# QEMU's and libvirt's default: often only a log, or a program is attached to it
	ttysclp*) if menu_terminal; then echo full; else echo line; fi ;;
	*) echo line ;;
	esac
}

# menu_terminal: true when a terminal reports its status (ECMA-48, DSR 5) within a second. What
# was typed before is ignored: it was not meant for a menu that nobody had seen.
menu_terminal() {
	stty -echo -icanon min 1 time 0 2>/dev/null
	printf '\033[5n' >&2
	menu_answer=
	while [ ${#menu_answer} -lt 64 ] && IFS= read -r -s -n 1 -t 1 menu_input; do
		menu_answer=$menu_answer$menu_input
		case $menu_answer in
		*"${menu_esc}[0n")
			menu_answer=yes
			break
			;;
		esac
	done
	stty "$menu_stty" 2>/dev/null
	[ "$menu_answer" = yes ]
}

menu_save_terminal() {
	menu_stty=
	[ ! -t 0 ] || menu_stty=$(stty -g 2>/dev/null) || menu_stty=
	trap 'menu_restore_terminal' INT TERM HUP
}

menu_restore_terminal() {
	[ -z "$menu_stty" ] || stty "$menu_stty" 2>/dev/null
	trap - INT TERM HUP
}

# Sets menu_now, in hundredths of a second.
menu_clock() {
	read -r menu_now menu_rest </proc/uptime
	menu_now=${menu_now%.*}${menu_now#*.}
	menu_now=${menu_now#"${menu_now%%[!0]*}"}
	menu_now=${menu_now:-0}
}

# menu_after TENTHS: the time so much later, nothing for 0
menu_after() {
	[ "${1:-0}" -gt 0 ] 2>/dev/null && echo $((menu_now + $1 * 10))
}

# menu_left: seconds until something ends by itself, rounded up; empty: never
menu_left() {
	menu_clock
	menu_end=$menu_deadline
	if [ -n "$menu_total" ] && { [ -z "$menu_end" ] || [ "$menu_total" -lt "$menu_end" ]; }; then
		menu_end=$menu_total
	fi
	menu_left=
	[ -z "$menu_end" ] || menu_left=$(((menu_end - menu_now + 99) / 100))
	[ -z "$menu_left" ] || [ "$menu_left" -ge 0 ] || menu_left=0
}

# menu_read OPTION...: reads with these options of read for at most menu_wait seconds into
# menu_input. 0: read; 1: time is over; 2: the console is closed.
# shellcheck disable=SC2120 # menu_keys.sh gives options
menu_read() {
	menu_clock
	menu_began=$menu_now
	IFS= read -r -t "$menu_wait" "$@" menu_input && return 0
	menu_clock
	[ $((menu_now - menu_began)) -lt $((menu_wait * 100 - 30)) ] || return 1
	[ -z "$menu_input" ] || return 0
	return 2
}

# Without a console only time can pass.
menu_wait_alone() {
	if [ -z "$menu_closed" ]; then
		menu_closed=1
		log_note "the console gives no input"
	fi
	menu_left
	if [ -z "$menu_left" ] || [ "$CHOICE_THEN" = none ]; then
		# PXELINUX would ask for ever, and nobody can answer
		# on a terminal it is a person who ended the input
		[ ! -t 0 ] || CHOICE_TYPED=1
		choice_unasked
		return 1
	fi
	sleep "$menu_left"
	return 1
}

# menu_no_shell: true when it is forbidden; PARAM_WHY says why
menu_no_shell() {
	param_no_shell || PARAM_WHY=$CHOICE_LOCK
	[ -n "$PARAM_WHY" ]
}

menu_shell() {
	if menu_no_shell; then
		menu_refuse "the shell is switched off: $PARAM_WHY"
		return
	fi
	menu_restore_terminal
	echo "Leave the shell with exit to come back to the menu."
	if command -v reipl_shell >/dev/null; then
		reipl_shell
	else
		(PS1='pxeboot# ' exec "${PXE_SHELL:-sh}" -i) || :
	fi
	menu_save_terminal
	menu_stop
}

# menu_refuse TEXT: says why not, on a screen when it is drawn again
menu_refuse() {
	MENU_SAID=$1
	[ -n "$menu_screen" ] || log_say "$1"
}

# The user is there: only TOTALTIMEOUT goes on.
menu_stop() {
	menu_deadline=''
	MENU_STOPPED=1
}

# --- the menu's data -----------------------------------------------------------------
menu_load() {
	choice_call menu list "$MENU_ID" >"$PXE_RUN/menu/list"
	menu_parent=$(menu_of parent)
	menu_count=$(grep -c '^item ' "$PXE_RUN/menu/list")
	menu_select=$(menu_of start)
	if [ "$MENU_ID" = "$CHOICE_MENU" ] && [ -n "$menu_enter" ]; then
		menu_found=$(sed -n "s/^item \([0-9]*\) $menu_enter .*/\1/p" "$PXE_RUN/menu/list")
		menu_select=${menu_found:-$menu_select}
	fi
}

menu_of() { sed -n "s/^$1 //p" "$PXE_RUN/menu/list"; }

menu_draw() { choice_call menu "$1" "$MENU_ID" "$menu_select"; } # lines|screen

# menu_take POSITION: 0: MENU_COMMAND is set; 1: another menu was opened, or there is no such entry
menu_take() {
	menu_item=$(sed -n "s/^item $1 //p" "$PXE_RUN/menu/list")
	[ -n "$menu_item" ] || {
		menu_refuse "there is no entry $1"
		return 1
	}
	menu_entry=${menu_item%% *} menu_item=${menu_item#* }
	menu_kind=${menu_item%% *} menu_item=${menu_item#* }
	case $menu_kind in
	locked)
		menu_refuse "this entry is $CHOICE_PROTECTED"
		return 1
		;;
	cmd)
		MENU_MODE=picked MENU_COMMAND=$menu_entry
		return 0
		;;
	help)
		menu_page "${menu_item%% *}"
		return 1
		;;
	menu) MENU_ID=${menu_item%% *} ;;
	quit) MENU_ID=$CHOICE_MENU ;;
	esac
	menu_load
	return 1
}

menu_autoboot() { # SECONDS
	menu_text=$CONFIG_AUTOBOOT
	if [ -n "$menu_text" ]; then
		case $menu_text in
		*"#"*) menu_text=${menu_text%%#*}$1${menu_text#*#} ;;
		esac
		# the text may hold more about one second and several: {,s}
		printf '%s\n' "$menu_text" | menu_clean | sed 's/{[^}]*}//g'
	elif [ "$CHOICE_THEN" = none ]; then
		echo "Another attempt in $1 seconds."
	else
		echo "Automatic boot in $1 seconds."
	fi
}

# --- line mode -----------------------------------------------------------------------
menu_line_mode() {
	menu_load
	if [ -n "$CONFIG_HIDDEN" ] && [ -n "$menu_deadline" ]; then
		echo "Enter shows the menu."
	else
		menu_draw lines
		menu_line_hint
	fi
	while :; do
		menu_left
		[ -z "$menu_left" ] || menu_autoboot "$menu_left"
		printf 'boot: '
		menu_line_answer
		case $? in
		0)
			echo
			return 0
			;;
		2) return 1 ;;
		esac
	done
}

menu_line_hint() {
	echo
	printf 'Number or label and Enter; Enter alone: the entry with *; ?: this list'
	[ "$menu_parent" = -1 ] || printf '; ..: the menu above'
	menu_no_shell || printf '; !: shell'
	echo
}

# Waits for a line. 0: MENU_COMMAND is set, 1: ask again, 2: time is over, 3: back to the menu.
menu_line_answer() {
	while :; do
		menu_left
		[ "$menu_left" != 0 ] || {
			echo
			return 2
		}
		# a sign of life every now and then
		menu_wait=${menu_left:-3600}
		[ "$menu_wait" -le 15 ] || menu_wait=15
		# shellcheck disable=SC2119
		menu_read
		case $? in
		0) break ;;
		2)
			menu_wait_alone
			return 2
			;;
		esac
		menu_left
		case $menu_left in
		'' | 0) ;;
		*)
			echo
			menu_autoboot "$menu_left"
			printf 'boot: '
			;;
		esac
	done
	menu_stop
	# a console may send CR, and blanks around; a slow terminal its answer to menu_terminal
	menu_input=$(printf '%s' "$menu_input" | LC_ALL=C tr -d '\000-\037\177' | sed 's/^\[0n//; s/^ *//; s/ *$//')
	menu_line_do
}

menu_line_do() {
	case $menu_input in
	'')
		if [ -n "$CONFIG_HIDDEN" ] && [ -z "${menu_unhidden-}" ]; then
			menu_unhidden=1
			menu_draw lines
			menu_line_hint
			return 1
		fi
		[ "$menu_count" -gt 0 ] || [ "$CHOICE_THEN" != none ] || return 1
		if [ "$menu_count" -gt 0 ] && { [ "$MENU_ID" != "$CHOICE_MENU" ] || [ "$menu_enter$CHOICE_THEN" = none ]; } && [ -z "${menu_back-}" ]; then
			menu_line_take "$menu_select"
			return
		fi
		[ -z "${menu_back-}" ] || return 3
		MENU_MODE=enter
		return 0
		;;
	'?' | help)
		menu_draw lines
		menu_line_hint
		return 1
		;;
	'!')
		menu_shell
		return 1
		;;
	..)
		[ "$menu_parent" = -1 ] || MENU_ID=$menu_parent
		menu_load
		menu_draw lines
		return 1
		;;
	[Ff][1-9] | [Ff]1[0-2])
		if ! menu_is_label; then
			menu_help "${menu_input#[Ff]}"
			return 1
		fi
		;;
	*[!0-9]*) ;;
	*)
		if ! menu_is_label && [ "${#menu_input}" -lt 6 ]; then
			menu_line_take "${menu_input#"${menu_input%%[!0]*}"}"
			return
		fi
		;;
	esac
	MENU_MODE=typed MENU_COMMAND=$menu_input
}

menu_line_take() {
	menu_before=$MENU_ID
	menu_take "$1" && return 0
	[ "$menu_before" = "$MENU_ID" ] || {
		menu_draw lines
		menu_line_hint
	}
	return 1
}

# Is what was typed a label's name? The list has all that can be selected here.
menu_is_label() {
	while read -r _ _ _ _ _ _ menu_label; do
		case $menu_label in
		"$menu_input" | "$menu_input "*) return 0 ;;
		esac
	done <"$PXE_RUN/menu/list"
	return 1
}

# menu_page FILE: the text of an entry with MENU HELP
menu_page() {
	if [ -n "$menu_screen" ]; then
		menu_show_file "$1" >"$PXE_RUN/menu/help"
		menu_full_page
	else
		menu_show_file "$1"
	fi
}

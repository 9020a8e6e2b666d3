# SPDX-License-Identifier: MIT
# The menu on a terminal that can move its cursor (VT220, virtio console): menu.sh's second
# half. menu_full does what menu_line_mode does there.

menu_full() {
	stty -echo -icanon min 1 time 0 2>/dev/null
	menu_load
	if [ -n "$CONFIG_HIDDEN" ] && [ -n "$menu_deadline" ] && ! menu_full_hidden; then
		return 1
	fi
	if [ "$menu_count" = 0 ] || { [ "$CHOICE_ACTION" = prompt ] && [ -z "$CHOICE_LOCK" ]; }; then
		menu_draw lines
		menu_full_prompt && return 0
		[ $? = 1 ] || return 1
	fi
	while :; do
		menu_screen=1
		menu_draw screen
		printf 'Arrow keys and Enter'
		[ -n "$CHOICE_LOCK" ] || printf '; Tab: boot prompt'
		menu_no_shell || printf '; !: shell'
		printf '\r\n'
		[ -z "$MENU_SAID" ] || log_say "$MENU_SAID"
		MENU_SAID=
		menu_full_key
		case $? in
		0)
			printf '\r\n'
			return 0
			;;
		2)
			printf '\r\n'
			return 1
			;;
		esac
	done
}

# 0: a key was pressed, 1: time is over
menu_full_hidden() {
	printf 'Any key shows the menu.\r\n'
	while :; do
		menu_countdown || return 1
		menu_wait=1
		menu_read -s -n 1
		case $? in
		0)
			menu_stop
			return 0
			;;
		2)
			menu_wait_alone
			return 1
			;;
		esac
	done
}

# Shows the time that is left, in place. 1: none is.
menu_countdown() {
	menu_left
	[ "$menu_left" != 0 ] || return 1
	[ -z "$menu_left" ] || printf '\r%s\033[K' "$(menu_autoboot "$menu_left")"
}

# Waits for a key and does what it says. 0: MENU_COMMAND is set; 1: draw again; 2: time is over.
menu_full_key() {
	while :; do
		menu_countdown || return 2
		menu_wait=1
		[ -n "$menu_left" ] || menu_wait=60
		menu_read -s -n 1
		case $? in
		0) break ;;
		2)
			menu_wait_alone
			return 2
			;;
		esac
	done
	menu_stop
	case $menu_input in
	'') menu_take "$menu_select" && return 0 ;;
	"$menu_esc")
		menu_escape
		return
		;;
	"$menu_tab")
		menu_full_leave
		return
		;;
	'!')
		printf '\r\n'
		menu_shell
		stty -echo -icanon min 1 time 0 2>/dev/null
		;;
	"$menu_cr") menu_take "$menu_select" && return 0 ;;
	k) menu_hotkey k || menu_move -1 ;;
	j) menu_hotkey j || menu_move 1 ;;
	*) menu_hotkey "$menu_input" ;;
	esac
	return 1
}

menu_esc=$(printf '\033') menu_tab=$(printf '\t') menu_cr=$(printf '\r')

# The rest of an escape sequence (VT220): arrows, Home, End, Page Up and Down, F1 to F12
menu_escape() {
	menu_sequence=
	while IFS= read -r -s -n 1 -t 0.3 menu_input; do
		menu_sequence=$menu_sequence$menu_input
		case $menu_sequence in
		'[' | O | '[[' | '['[0-9] | '['[0-9][0-9]) ;;
		*) break ;;
		esac
	done
	case $menu_sequence in
	'')
		if [ "$menu_parent" != -1 ]; then
			MENU_ID=$menu_parent
			menu_load
			return 1
		fi
		menu_full_leave
		return
		;;
	'[A' | OA) menu_move -1 ;;
	'[B' | OB) menu_move 1 ;;
	'[5~') menu_move -10 ;;
	'[6~') menu_move 10 ;;
	'[H' | '[1~' | OH) menu_select=1 ;;
	'[F' | '[4~' | OF) menu_select=$menu_count ;;
	*) menu_function_key ;;
	esac
	return 1
}

menu_function_key() {
	case $menu_sequence in
	OP | '[11~' | '[[A') menu_key=1 ;;
	OQ | '[12~' | '[[B') menu_key=2 ;;
	OR | '[13~' | '[[C') menu_key=3 ;;
	OS | '[14~' | '[[D') menu_key=4 ;;
	'[15~' | '[[E') menu_key=5 ;;
	'[17~') menu_key=6 ;;
	'[18~') menu_key=7 ;;
	'[19~') menu_key=8 ;;
	'[20~') menu_key=9 ;;
	'[21~') menu_key=10 ;;
	'[23~') menu_key=11 ;;
	'[24~') menu_key=12 ;;
	*) return ;;
	esac
	menu_help "$menu_key" >"$PXE_RUN/menu/help"
	menu_full_page
}

# Shows the text in $PXE_RUN/menu/help page by page.
menu_full_page() {
	printf '\033[H\033[J'
	menu_rows=0
	while IFS= read -r menu_row <&4; do
		[ $menu_rows -lt 22 ] || {
			menu_any_key 'Any key shows more.'
			menu_rows=0
		}
		printf '%s\n' "$menu_row"
		menu_rows=$((menu_rows + 1))
	done 4<"$PXE_RUN/menu/help"
	menu_any_key 'Any key goes back to the menu.'
}

menu_any_key() { # TEXT
	printf '\033[7m%s\033[0m' "$1"
	menu_wait=3600
	menu_read -s -n 1 || :
	# the rest of an arrow key's sequence
	while IFS= read -r -s -n 1 -t 0.1 menu_input; do :; done
	printf '\r\033[K'
}

menu_move() {
	menu_select=$((menu_select + $1))
	[ $menu_select -ge 1 ] || menu_select=1
	[ $menu_select -le "$menu_count" ] || menu_select=$menu_count
}

# The next entry with that hot key is selected; 1: none has it
menu_hotkey() {
	case $1 in
	[!0-9A-Za-z]) return 1 ;;
	esac
	menu_found=$(sed -n "s/^item \([0-9]*\) [0-9]* [a-z]* [^ ]* $(printf '%s' "$1" | tr 'A-Z' 'a-z') .*/\1/p" "$PXE_RUN/menu/list" | head -n 1)
	[ -n "$menu_found" ] || return 1
	menu_select=$menu_found
}

# From the menu to the boot prompt, as menu_full_prompt
menu_full_leave() {
	if [ -n "$CHOICE_LOCK" ]; then
		menu_refuse "there is no boot prompt: $CHOICE_LOCK"
		return 1
	fi
	menu_full_prompt
}

# The boot prompt, with the terminal's own line editing. 0: MENU_COMMAND is set, 1: back to the
# menu (an empty line), 2: time is over.
menu_full_prompt() {
	menu_back='' menu_screen=
	[ "$CHOICE_ACTION" = prompt ] || menu_back=1
	[ -z "$menu_stty" ] || stty "$menu_stty" 2>/dev/null
	printf '\r\n'
	while :; do
		menu_left
		[ "$menu_left" != 0 ] || break
		[ -z "$menu_left" ] || menu_autoboot "$menu_left"
		printf 'boot: '
		menu_line_answer
		case $? in
		0) return 0 ;;
		2) break ;;
		3)
			stty -echo -icanon min 1 time 0 2>/dev/null
			return 1
			;;
		esac
	done
	return 2
}

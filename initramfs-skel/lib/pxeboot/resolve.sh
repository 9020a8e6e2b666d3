# SPDX-License-Identifier: MIT
# What the loader's program (pxeboot) says: which names files have, what a configuration chooses.
#
# config_find                finds the configuration, and what happens without anybody is chosen from
#                            it. 1: there is none, 2: the server does not answer
# choice_make                chooses that again. 0: something boots, 1: nothing does
# choice_ask [SENTENCE]      shows the texts of SAY and DISPLAY, and the menu or the prompt, with SENTENCE, if
#                            the configuration wants that; chooses what a person there wants, or what happens
#                            without. CHOICE_AGAIN: the menu comes back if that does not start. As choice_make
# choice_failed              as choice_make, when what was chosen did not boot: what ONERROR says. 1: it
#                            says nothing (or was tried already)
#
# A choice is in these variables, and for "pxeboot load" in the directory of the configuration:
#   CHOICE_LABEL, CHOICE_COMMAND (what ONERROR is given), CHOICE_TYPED (1: a person led to it),
#   CHOICE_ACTION (menu, prompt: the console is to be asked; CHOICE_THEN says what follows when nobody
#   answers), CHOICE_THEN (boot, localboot, reboot, poweroff, config: to another one, none)
# and of its configuration: CONFIG_ONERROR, CONFIG_PXERETRY.

# resolve_call COMMAND ARGUMENT...: what the machine is and what DHCP said, as options
resolve_call() {
	resolve_command=$1
	shift
	[ -z "${PATH_KNOWN-}" ] || set -- "--prefix=$PATH_PREFIX" "$@"
	[ ! -r "$ROOT/proc/sysinfo" ] || set -- "--sysinfo=$ROOT/proc/sysinfo" "$@"
	pxeboot "$resolve_command" "--mac=${PXE_MAC-}" "--ip=${PXE_IP-}" "--netmask=${PXE_NETMASK-}" \
		"--gateway=${PXE_GATEWAY-}" "--server=${PXE_SERVER-}" "--domain=${PXE_DOMAIN-}" \
		"--bootfile=${PXE_BOOTFILE-}" "--option-209=${PXE_OPT209-}" "--option-210=${PXE_OPT210-}" \
		"--loadparm=${PXE_LOADPARM-}" "$@"
}

# config_forget: an empty directory for another one
config_forget() {
	CONFIG_DIR=$PXE_RUN/config CHOICE_CLOSED='' CHOICE_SYSAPPEND=0 CHOICE_TYPED='' CHOICE_ONERROR=''
	CHOICE_AGAIN='' PATH_KNOWN='' FETCH_ENDS=
	[ ! -e "$CONFIG_DIR" ] || rm -rf "$CONFIG_DIR"
	mkdir -p "$CONFIG_DIR"
}

config_find() {
	config_forget
	fetch_call choice_call search ${PXE_URL:+"--url=$PXE_URL"} </dev/null || return
	choice_status=0
	choice_read
}

choice_make() {
	CHOICE_ONERROR='' CHOICE_TYPED=''
	choice_run auto
	choice_notes
	[ "$CHOICE_THEN" != none ]
}

choice_failed() {
	[ -z "$CHOICE_ONERROR" ] && [ -n "$CONFIG_ONERROR" ] || return 1
	CHOICE_ONERROR=1
	choice_run failed "$CHOICE_COMMAND"
	choice_notes
	[ "$CHOICE_THEN" != none ]
}

choice_ask() {
	choice_said=${1-} choice_action=$CHOICE_ACTION choice_tty=${PXE_CONSOLE-}
	CHOICE_AGAIN='' CHOICE_TYPED='' CHOICE_ONERROR=''
	case $choice_action in menu | prompt) ;; *) [ -s "$CONFIG_DIR/texts" ] || return 0 ;; esac
	[ -n "$choice_tty" ] || [ ! -r "$ROOT/sys/class/tty/console/active" ] ||
		read -r choice_tty <"$ROOT/sys/class/tty/console/active" || :
	set -- "--console=${choice_tty##* }" "--patience=${PXE_OPT211:-300}" -- setsid cttyhack sh
	[ -z "$choice_said" ] || set -- "--said=$choice_said" "$@"
	! param_no_shell || set -- "--no-shell=$PARAM_WHY" "$@"
	fetch_call choice_call menu "$@"
	choice_status=$?
	choice_read
	[ "$choice_status" -gt 1 ] || read -r CHOICE_AGAIN CHOICE_TYPED <"$CONFIG_DIR/person" || :
	CHOICE_AGAIN=${CHOICE_AGAIN#0} CHOICE_TYPED=${CHOICE_TYPED#0}
	# those of what happens without anybody have been said
	[ "$choice_action" = "$CHOICE_ACTION" ] || choice_notes
	[ "$CHOICE_THEN" != none ]
}

# choice_call COMMAND ARGUMENT...: the same for what reads the configuration
choice_call() {
	choice_command=$1
	shift
	set -- "--dir=$CONFIG_DIR" "--sysappend=$CHOICE_SYSAPPEND" "$@"
	[ -z "$CHOICE_CLOSED" ] || set -- "--closed=$CHOICE_CLOSED" "$@"
	[ -z "$CHOICE_TYPED" ] || set -- --person "$@"
	param_allows pxeboot.edit || set -- "--lock=$PARAM_WHY" "$@"
	resolve_call "$choice_command" "$@"
}

choice_run() { # MODE COMMAND
	: >"$CONFIG_DIR/notes"
	fetch_call choice_call resolve "$1" "${2-}" </dev/null
	choice_status=$?
	choice_read
}

# choice_read: what pxeboot, which ended with choice_status, has chosen
choice_read() {
	CHOICE_LABEL='' CHOICE_ACTION=none CHOICE_COMMAND='' CHOICE_THEN=none CONFIG_ONERROR='' CONFIG_PXERETRY=''
	case $choice_status in
	0 | 1 | 4) choice_take <"$CONFIG_DIR/choice" ;;
	7 | 8) ;; # of a signed tree: nothing may be booted
	*) log_error "pxeboot failed with status $choice_status" ;;
	esac
}

choice_take() {
	while IFS= read -r choice_line; do
		choice_value=${choice_line#*=}
		case $choice_line in
		label=*) CHOICE_LABEL=$choice_value ;;
		action=*) CHOICE_ACTION=$choice_value ;;
		command=*) CHOICE_COMMAND=$choice_value ;;
		then=*) CHOICE_THEN=$choice_value ;;
		prefix=*) PATH_KNOWN=1 PATH_PREFIX=$choice_value ;;
		sysappend=*) CHOICE_SYSAPPEND=$choice_value ;;
		closed=*) CHOICE_CLOSED=$choice_value ;;
		onerror=*) CONFIG_ONERROR=$choice_value ;;
		pxeretry=*) CONFIG_PXERETRY=$choice_value ;;
		esac
	done
}

# The reasons of the last choice, for the log
choice_notes() {
	while IFS= read -r choice_line; do
		log_note "$choice_line"
	done <"$CONFIG_DIR/notes"
}

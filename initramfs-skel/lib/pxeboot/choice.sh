# SPDX-License-Identifier: MIT
# What will be booted.
#
# choice_make [COMMAND]       decides, from the configuration that config_read read. COMMAND: what
#                             was typed at the prompt, or MENU_COMMAND. A label with CONFIG is
#                             followed: its file is fetched by config_fetch and read, PATH_PREFIX
#                             extended. 0: something can be booted; 1: nothing can.
# choice_failed               as choice_make, when what was chosen did not boot: what ONERROR
#                             says. 1: it says nothing (or was tried already).
# choice_unasked              nobody waited until the time was over (the console was closed, or too
#                             much was typed): what a password protects does not start
# choice_check_cmdline [MAX]  1 when CHOICE_CMDLINE cannot be handed to a kernel that takes
#                             MAX bytes with the final NUL; CHOICE_WHY says why
#
# What was decided is in $PXE_RUN/choice, lines KEY=VALUE, and in these variables:
#   CHOICE_LABEL, CHOICE_KERNEL, CHOICE_INITRDS (one a line; an empty one is to be passed over),
#   CHOICE_CMDLINE, CHOICE_TIMEOUT, CHOICE_TOTALTIMEOUT (tenths of a second, 0: never),
#   CHOICE_CONFIG, CHOICE_PREFIX (a CONFIG label's), CHOICE_COMMAND (what ONERROR is given),
#   CHOICE_ENTER (the entry that Enter alone takes), CHOICE_PASSWORD (1: what was chosen has a
#   password), CHOICE_REFUSED (why what was typed is not done),
#   CHOICE_LOCK: not empty: a person may choose entries of the menu as they are and nothing else; why,
#   CHOICE_ACTION: boot, localboot, menu and prompt (ask at the console; CHOICE_THEN says what
#   follows when nobody answers), none.
#   CHOICE_THEN: boot, localboot, reboot, poweroff, none.

CHOICE_MAX_CONFIGS=8
CHOICE_PROTECTED='protected by a password (MENU PASSWD), and the menu cannot ask for passwords yet'

choice_make() {
	CHOICE_ONERROR='' CHOICE_TYPED=${1:+1}
	if [ -n "${1-}" ]; then
		choice_follow typed "$1"
	else
		choice_follow auto ""
	fi
}

choice_failed() {
	[ -z "$CHOICE_ONERROR" ] && [ -n "$CONFIG_ONERROR" ] || return 1
	CHOICE_ONERROR=1
	choice_follow failed "$CHOICE_COMMAND"
}

choice_unasked() {
	[ -n "$CHOICE_PASSWORD" ] && [ "$CHOICE_THEN" != none ] || return 0
	log_say "choice: '$CHOICE_LABEL' is $CHOICE_PROTECTED"
	CHOICE_ACTION=none CHOICE_THEN=none CHOICE_TYPED=1
}

# choice_lock: sets CHOICE_LOCK
choice_lock() {
	CHOICE_LOCK=
	if ! param_allows pxeboot.edit; then
		CHOICE_LOCK='pxeboot.edit=0 is set'
	elif [ -n "$CONFIG_PASSWORD" ]; then
		CHOICE_LOCK="the configuration has $CONFIG_PASSWORD, and the menu cannot ask for passwords yet"
	fi
}

choice_follow() {
	choice_mode=$1 choice_command=$2 choice_configs=0
	while :; do
		choice_run "$choice_mode" "$choice_command"
		[ "$CHOICE_ACTION" = config ] || break
		if ! choice_open_config; then
			CHOICE_ACTION=none CHOICE_THEN=none
			sed -i -e 's/^action=.*/action=none/' -e 's/^then=.*/then=none/' "$PXE_RUN/choice"
			break
		fi
		choice_mode=auto choice_command=
	done
	[ "$CHOICE_THEN" != none ]
}

# Runs choice.awk and reads what it wrote. Line by line in this shell: a program for each
# value would take longer than all the rest.
choice_run() {
	machine_sysappend >"$PXE_RUN/sysappend"
	printf '%s\n' "$2" >"$PXE_RUN/choice.command"
	choice_lock
	CHOICE_MODE=$1 CHOICE_COMMAND=$PXE_RUN/choice.command CHOICE_SYSAPPEND=$PXE_RUN/sysappend \
		CHOICE_NOTES=$PXE_RUN/choice.notes LOADPARM=${PXE_LOADPARM-} LC_ALL=C \
		CHOICE_TYPED=$CHOICE_TYPED CHOICE_LOCK=$CHOICE_LOCK CHOICE_PROTECTED=$CHOICE_PROTECTED \
		awk -f "$PXE_LIB/text.awk" -f "$PXE_LIB/password.awk" -f "$PXE_LIB/cmdline.awk" -f "$PXE_LIB/choice.awk" "$CONFIG_SET" "$CONFIG_DB" >"$PXE_RUN/choice"
	while IFS= read -r choice_line; do
		log_note "choice: $choice_line"
	done <"$PXE_RUN/choice.notes"
	CHOICE_LABEL='' CHOICE_ACTION=none CHOICE_KERNEL='' CHOICE_INITRDS='' CHOICE_CMDLINE=''
	CHOICE_TIMEOUT=0 CHOICE_TOTALTIMEOUT=0 CHOICE_CONFIG='' CHOICE_PREFIX='' CHOICE_COMMAND=''
	CHOICE_ENTER='' CHOICE_PASSWORD='' CHOICE_REFUSED='' CHOICE_THEN=none
	while IFS= read -r choice_line; do
		choice_value=${choice_line#*=}
		case $choice_line in
		label=*) CHOICE_LABEL=$choice_value ;;
		action=*) CHOICE_ACTION=$choice_value ;;
		kernel=*) CHOICE_KERNEL=$choice_value ;;
		initrd=*) CHOICE_INITRDS="$CHOICE_INITRDS$choice_value
" ;;
		cmdline=*) CHOICE_CMDLINE=$choice_value ;;
		timeout=*) CHOICE_TIMEOUT=$choice_value ;;
		totaltimeout=*) CHOICE_TOTALTIMEOUT=$choice_value ;;
		config=*) CHOICE_CONFIG=$choice_value ;;
		prefix=*) CHOICE_PREFIX=$choice_value ;;
		command=*) CHOICE_COMMAND=$choice_value ;;
		enter=*) CHOICE_ENTER=$choice_value ;;
		password=*) CHOICE_PASSWORD=$choice_value ;;
		refused=*) CHOICE_REFUSED=$choice_value ;;
		then=*) CHOICE_THEN=$choice_value ;;
		esac
	done <"$PXE_RUN/choice"
}

# The chosen label names another configuration: reads it, and extends the prefix.
choice_open_config() {
	if [ $((choice_configs += 1)) -gt $CHOICE_MAX_CONFIGS ]; then
		log_note "CONFIG $CHOICE_CONFIG: more than $CHOICE_MAX_CONFIGS configurations in a row"
		return 1
	fi
	if ! config_fetch "$CHOICE_CONFIG" "$PXE_RUN/config.next"; then
		log_note "CONFIG $CHOICE_CONFIG: not found"
		return 1
	fi
	path_change_prefix "$CHOICE_PREFIX"
	log_say "CONFIG: goes on with $CHOICE_CONFIG"
	# what a password closes stays closed: the next configuration may have none
	choice_password=$CONFIG_PASSWORD
	config_read "$PXE_RUN/config.next"
	choice_status=$?
	CONFIG_PASSWORD=${CONFIG_PASSWORD:-$choice_password}
	[ $choice_status -eq 0 ] || log_note "CONFIG $CHOICE_CONFIG: $CONFIG_WHY"
	return $choice_status
}

choice_check_cmdline() {
	case $CHOICE_CMDLINE in
	*[!\ -~[:cntrl:]]*) CHOICE_WHY="the command line has a byte that is not ASCII: an s390 kernel would read all of it as EBCDIC" ;;
	*[!\ -~]*) CHOICE_WHY="the command line has a control character" ;;
	*)
		[ ${#CHOICE_CMDLINE} -gt $((${1:-4096} - 1)) ] || return 0
		CHOICE_WHY="the command line has ${#CHOICE_CMDLINE} bytes, the kernel takes $((${1:-4096} - 1))"
		;;
	esac
	return 1
}

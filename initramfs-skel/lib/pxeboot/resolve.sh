# SPDX-License-Identifier: MIT
# What the loader's program (pxeboot) says: which names files have, what a configuration chooses.
#
# name_prefix                sets PATH_PREFIX, from the boot file and option 210
# name_resolve NAME          sets PATH_URL, PATH_ALT (to be tried when that is not there), PATH_NOHOST
#                            (when its host cannot be resolved) and PATH_WIRE (for people); the
#                            second and third may be empty. 1: PATH_WHY says why not
# name_next                  sets the four from standard input; 1: there are no more
# config_read FILE           FILE becomes the configuration, and what happens without anybody is
#                            chosen. 1: it is not a configuration, CONFIG_WHY says why
# choice_make [typed|picked|enter|over COMMAND]   chooses again: what was typed at the prompt, the number of an
#                            entry, Enter alone; over: the menu has been shown and nobody answered. 0:
#                            something boots, 1: nothing does
# choice_failed              as choice_make, when what was chosen did not boot: what ONERROR says. 1: it
#                            says nothing (or was tried already)
# choice_unasked             nobody waited until the time was over (the console was closed, or too much
#                            was typed): what a password protects does not start
#
# Includes and what CONFIG names are fetched by boot_fetch_small FILE, which the caller defines.
# A choice is in these variables, and for "pxeboot load" in the directory of the configuration:
#   CHOICE_LABEL, CHOICE_TIMEOUT,
#   CHOICE_TOTALTIMEOUT (tenths of a second, 0: never), CHOICE_COMMAND (what ONERROR is given),
#   CHOICE_ENTER (the entry that Enter alone takes), CHOICE_MENU (the menu that is shown first),
#   CHOICE_PASSWORD (1: what was chosen has a password), CHOICE_REFUSED (why what was typed is not
#   done), CHOICE_LOCK (not empty: a person may choose entries of the menu as they are and nothing
#   else; why),
#   CHOICE_ACTION: boot, localboot, menu and prompt (ask at the console; CHOICE_THEN says what
#   follows when nobody answers), none
#   CHOICE_THEN: boot, localboot, reboot, poweroff, config (choice_make over), none
# and of its configuration: CONFIG_ONERROR, CONFIG_PXERETRY, CONFIG_AUTOBOOT, CONFIG_HIDDEN.

CHOICE_PROTECTED='protected by a password (MENU PASSWD), and the menu cannot ask for passwords yet'

# resolve_call COMMAND ARGUMENT...: what the machine is and what DHCP said, as options
resolve_call() {
	resolve_command=$1
	shift
	[ -z "${PATH_CHANGED-}" ] || set -- "--prefix=$PATH_PREFIX" "$@"
	[ ! -r "$ROOT/proc/sysinfo" ] || set -- "--sysinfo=$ROOT/proc/sysinfo" "$@"
	pxeboot "$resolve_command" "--mac=${PXE_MAC-}" "--ip=${PXE_IP-}" "--netmask=${PXE_NETMASK-}" \
		"--gateway=${PXE_GATEWAY-}" "--server=${PXE_SERVER-}" "--domain=${PXE_DOMAIN-}" \
		"--bootfile=${PXE_BOOTFILE-}" "--option-209=${PXE_OPT209-}" "--option-210=${PXE_OPT210-}" \
		"--loadparm=${PXE_LOADPARM-}" "$@"
}

name_prefix() {
	PATH_CHANGED=
	PATH_PREFIX=$(resolve_call prefix)
}

name_next() {
	IFS= read -r PATH_URL && IFS= read -r PATH_ALT && IFS= read -r PATH_NOHOST && IFS= read -r PATH_WIRE
}

name_resolve() {
	# longer than what the kernel takes as an argument of a program
	PATH_WHY='the name is too long'
	[ ${#1} -le 65536 ] || return 1
	PATH_WHY=
	resolve_call name -- "$1" >"$PXE_RUN/name" || {
		read -r PATH_WHY <"$PXE_RUN/name" || PATH_WHY='pxeboot failed'
		return 1
	}
	name_next <"$PXE_RUN/name"
}

config_read() {
	CONFIG_DIR=$PXE_RUN/config CONFIG_WHY='' CHOICE_CLOSED='' CHOICE_SYSAPPEND=0 CHOICE_TYPED='' CHOICE_ONERROR=''
	CONFIG_COUNT=$((${CONFIG_COUNT:-0} + 1)) choice_files=0
	[ ! -e "$CONFIG_DIR" ] || rm -rf "$CONFIG_DIR"
	mkdir -p "$CONFIG_DIR" && mv "$1" "$CONFIG_DIR/config" || {
		CONFIG_WHY="cannot write to $PXE_RUN"
		return 1
	}
	choice_run auto
	[ -z "$CONFIG_WHY" ]
}

choice_make() {
	CHOICE_ONERROR='' CHOICE_TYPED=${1:+1}
	[ "${1-}" != over ] || CHOICE_TYPED=
	choice_run "${1:-auto}" "${2-}"
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

choice_unasked() {
	[ -n "$CHOICE_PASSWORD" ] && [ "$CHOICE_THEN" != none ] || return 0
	log_say "choice: '$CHOICE_LABEL' is $CHOICE_PROTECTED"
	CHOICE_ACTION=none CHOICE_THEN=none CHOICE_TYPED=1
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

# Chooses, as often as files have to be fetched for it, and reads what was chosen.
choice_run() { # MODE COMMAND
	: >"$CONFIG_DIR/notes"
	while :; do
		choice_call resolve "$1" "${2-}"
		choice_status=$?
		[ $choice_status -eq 3 ] && [ "$choice_files" -lt 256 ] || break
		choice_fetch <"$CONFIG_DIR/need"
	done
	CHOICE_LABEL='' CHOICE_ACTION=none
	CHOICE_TIMEOUT=0 CHOICE_TOTALTIMEOUT=0 CHOICE_COMMAND='' CHOICE_ENTER='' CHOICE_MENU=0 CHOICE_PASSWORD=''
	CHOICE_REFUSED='' CHOICE_LOCK='' CHOICE_THEN=none CONFIG_ONERROR='' CONFIG_PXERETRY='' CONFIG_AUTOBOOT='' CONFIG_HIDDEN=''
	case $choice_status in
	0 | 1 | 4) choice_take <"$CONFIG_DIR/choice" ;;
	*)
		CONFIG_WHY="pxeboot failed with status $choice_status"
		log_error "$CONFIG_WHY"
		;;
	esac
}

choice_take() {
	while IFS= read -r choice_line; do
		choice_value=${choice_line#*=}
		case $choice_line in
		label=*) CHOICE_LABEL=$choice_value ;;
		action=*) CHOICE_ACTION=$choice_value ;;
		timeout=*) CHOICE_TIMEOUT=$choice_value ;;
		totaltimeout=*) CHOICE_TOTALTIMEOUT=$choice_value ;;
		command=*) CHOICE_COMMAND=$choice_value ;;
		enter=*) CHOICE_ENTER=$choice_value ;;
		menu=*) CHOICE_MENU=$choice_value ;;
		password=*) CHOICE_PASSWORD=$choice_value ;;
		refused=*) CHOICE_REFUSED=$choice_value ;;
		lock=*) CHOICE_LOCK=$choice_value ;;
		then=*) CHOICE_THEN=$choice_value ;;
		prefix=*)
			[ "$choice_value" = "$PATH_PREFIX" ] || PATH_CHANGED=1
			PATH_PREFIX=$choice_value
			;;
		# another configuration, with texts of its own
		followed=*) CONFIG_COUNT=$((CONFIG_COUNT + 1)) ;;
		sysappend=*) CHOICE_SYSAPPEND=$choice_value ;;
		closed=*) CHOICE_CLOSED=$choice_value ;;
		onerror=*) CONFIG_ONERROR=$choice_value ;;
		pxeretry=*) CONFIG_PXERETRY=$choice_value ;;
		autoboot=*) CONFIG_AUTOBOOT=$choice_value ;;
		hidden=*) CONFIG_HIDDEN=$choice_value ;;
		foreign=*) CONFIG_WHY=$choice_value ;;
		esac
	done
}

# The reasons of the last choice, for the log
choice_notes() {
	while IFS= read -r choice_line; do
		log_note "$choice_line"
	done <"$CONFIG_DIR/notes"
}

choice_fetch() {
	while name_next; do
		choice_files=$((choice_files + 1)) choice_id=- choice_url=$PATH_URL
		! boot_fetch_small "$CONFIG_DIR/$choice_files" </dev/null || choice_id=$choice_files
		printf '%s %s\n' "$choice_id" "$choice_url" >>"$CONFIG_DIR/files"
	done
}

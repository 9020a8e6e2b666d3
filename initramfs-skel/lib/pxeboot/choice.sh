# SPDX-License-Identifier: MIT
# What will be booted.
#
# choice_make [COMMAND]       decides, from the configuration that config_read read, and writes
#                             $PXE_RUN/choice, lines KEY=VALUE: label action kernel initrd
#                             (one a file; an empty one is to be passed over) cmdline timeout
#                             totaltimeout then, and where they apply localboot config prefix
#                             special (reboot or poweroff) command. COMMAND: what was typed at
#                             the prompt, or MENU_COMMAND. A label with CONFIG is followed: its
#                             file is fetched by config_fetch and read, PATH_PREFIX extended.
#                             0: something can be booted; 1: nothing can.
# choice_failed               as choice_make, when what was chosen did not boot: what ONERROR
#                             says. 1: it says nothing (or was tried already).
# choice_get KEY              prints the value, or values, of KEY
# choice_check_cmdline [MAX]  1 when the command line cannot be handed to a kernel that takes
#                             MAX bytes with the final NUL; CHOICE_WHY says why
#
# action: boot, localboot, menu and prompt (ask at the console; "then" says what follows
# when nobody answers), none. then: boot, localboot, reboot, poweroff, none.

CHOICE_MAX_CONFIGS=8

choice_make() {
	CHOICE_ONERROR=
	if [ -n "${1-}" ]; then
		choice_follow typed "$1"
	else
		choice_follow auto ""
	fi
}

choice_failed() {
	[ -z "$CHOICE_ONERROR" ] && [ -n "$(config_get onerror)" ] || return 1
	CHOICE_ONERROR=1
	choice_follow failed "$(choice_get command)"
}

choice_follow() {
	choice_mode=$1 choice_command=$2 choice_configs=0
	while :; do
		choice_run "$choice_mode" "$choice_command"
		[ "$(choice_get action)" = config ] || break
		if ! choice_open_config; then
			sed -i -e 's/^action=.*/action=none/' -e 's/^then=.*/then=none/' "$PXE_RUN/choice"
			break
		fi
		choice_mode=auto choice_command=
	done
	[ "$(choice_get "then")" != none ]
}

# Runs choice.awk and turns its "KEY VALUE" lines into KEY=VALUE.
choice_run() {
	machine_sysappend >"$PXE_RUN/sysappend"
	printf '%s\n' "$2" >"$PXE_RUN/choice.command"
	CHOICE_MODE=$1 CHOICE_COMMAND=$PXE_RUN/choice.command CHOICE_SYSAPPEND=$PXE_RUN/sysappend \
		LOADPARM=${PXE_LOADPARM-} LC_ALL=C \
		awk -f "$PXE_LIB/cmdline.awk" -f "$PXE_LIB/choice.awk" "$CONFIG_SET" "$CONFIG_DB" >"$PXE_RUN/choice.out"
	LC_ALL=C sed -n 's/^note //p' "$PXE_RUN/choice.out" >"$PXE_RUN/choice.notes"
	while IFS= read -r choice_line; do
		log_say "choice: $choice_line"
	done <"$PXE_RUN/choice.notes"
	LC_ALL=C sed -e '/^note /d' -e 's/ /=/' "$PXE_RUN/choice.out" >"$PXE_RUN/choice.new" &&
		mv "$PXE_RUN/choice.new" "$PXE_RUN/choice"
}

# The chosen label names another configuration: reads it, and extends the prefix.
choice_open_config() {
	choice_file=$(choice_get config)
	if [ $((choice_configs += 1)) -gt $CHOICE_MAX_CONFIGS ]; then
		log_say "CONFIG $choice_file: more than $CHOICE_MAX_CONFIGS configurations in a row"
		return 1
	fi
	if ! config_fetch "$choice_file" "$PXE_RUN/config.next"; then
		log_say "CONFIG $choice_file: not found"
		return 1
	fi
	path_change_prefix "$(choice_get prefix)"
	log_say "CONFIG: goes on with $choice_file"
	config_read "$PXE_RUN/config.next" || {
		log_say "CONFIG $choice_file: $CONFIG_WHY"
		return 1
	}
}

choice_get() {
	[ ! -f "$PXE_RUN/choice" ] || LC_ALL=C sed -n "s/^$1=//p" "$PXE_RUN/choice"
}

choice_check_cmdline() {
	choice_get cmdline >"$PXE_RUN/cmdline.check"
	choice_length=$(($(wc -c <"$PXE_RUN/cmdline.check") - 1))
	if [ $choice_length -gt $((${1:-4096} - 1)) ]; then
		CHOICE_WHY="the command line has $choice_length bytes, the kernel takes $((${1:-4096} - 1))"
	elif LC_ALL=C grep -q '[^ -~]' "$PXE_RUN/cmdline.check"; then
		if LC_ALL=C tr -d '\000-\177' <"$PXE_RUN/cmdline.check" | grep -q .; then
			CHOICE_WHY="the command line has a byte that is not ASCII: an s390 kernel would read all of it as EBCDIC"
		else
			CHOICE_WHY="the command line has a control character"
		fi
	else
		return 0
	fi
	return 1
}

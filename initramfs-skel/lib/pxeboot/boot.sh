# SPDX-License-Identifier: MIT
# One attempt, with an interface that has an address: find the configuration,
# choose, fetch what was chosen, start it.
#
# boot_attempt: comes back only when nothing could be booted.

# boot_get NAME FILE: fetches what a configuration names. As fetch_url.
boot_get() {
	if ! name_resolve "$1"; then
		log_error "'$1' cannot be fetched: $PATH_WHY"
		return 2
	fi
	boot_fetch "$2"
}

# boot_fetch FILE: what PATH_URL, PATH_ALT and PATH_NOHOST say
boot_fetch() { fetch_url "$PATH_URL" "$1" "$PATH_ALT" "$PATH_NOHOST"; }

# boot_fetch_small FILE: the same for a configuration or a text
boot_fetch_small() {
	boot_tries=$FETCH_TRIES
	FETCH_SMALL=1 FETCH_TRIES=2
	boot_fetch "$1"
	boot_status=$?
	FETCH_SMALL='' FETCH_TRIES=$boot_tries
	return "$boot_status"
}

# boot_get_small NAME FILE: a text that a menu shows, a parameter file. As boot_get.
boot_get_small() { name_resolve "$1" && boot_fetch_small "$2"; }

# boot_search: finds and reads the configuration
boot_search() {
	# without any server, names that are URLs can still be fetched; pxeboot.url
	# names where all of them are
	if [ -z "$PXE_SERVERS" ] || [ -n "$PXE_URL" ]; then
		boot_search_server
		return
	fi
	for PXE_SERVER in $PXE_SERVERS; do
		boot_search_server && return 0
	done
	return 1
}

boot_search_server() {
	name_prefix
	if [ -n "$PXE_URL" ]; then
		log_step "looking for the configuration at $PXE_URL, as pxeboot.url= says"
	else
		log_step "looking for the configuration at ${PXE_SERVER:-no server} under '$PATH_PREFIX'"
	fi
	[ -n "$PXE_BOOTFILE$PXE_OPT210$PXE_OPT209$PXE_URL" ] || log_note 'no boot file and no option 209 or 210 were named'
	fetch_config "$PXE_RUN/config.file" || return
	if config_read "$PXE_RUN/config.file" </dev/null; then
		log_step "configuration: $FETCH_URL"
	else
		log_warn "$FETCH_URL is not a configuration: $CONFIG_WHY"
		return 1
	fi
}

boot_attempt() {
	boot_again=0
	while :; do
		boot_once
		[ "$FETCH_ENDS" = 7 ] && [ "$boot_again" -lt 10 ] || return 1
		boot_again=$((boot_again + 1))
	done
}

boot_once() {
	if ! boot_search; then
		log_error 'no configuration was found'
		return 1
	fi
	log_now
	BOOT_T_CONFIG=$LOG_NOW
	boot_requests=$FETCH_COUNT
	log_say "$boot_requests requests until the configuration was found"
	# of this configuration, not of one that was read before
	FETCH_TRIES=$FETCH_LEAST
	case $CONFIG_PXERETRY in
	'' | *[!0-9]* | ????*) ;;
	*) [ "$FETCH_TRIES" -gt "$CONFIG_PXERETRY" ] || FETCH_TRIES=$((CONFIG_PXERETRY + 1)) ;;
	esac
	choice_notes
	[ ! -s "$CONFIG_DIR/texts" ] || ! boot_menu || menu_intro
	boot_act
	while [ -z "$FETCH_ENDS" ] && choice_failed; do
		log_step 'ONERROR:'
		boot_act
	done
	return 1
}

# boot_menu: reads the menu's functions, which most boots do without. False when they are not there.
boot_menu() {
	command -v menu_run >/dev/null && return
	for boot_lib in menu menu_keys; do
		# shellcheck source=/dev/null
		[ ! -r "$PXE_LIB/$boot_lib.sh" ] || . "$PXE_LIB/$boot_lib.sh"
	done
	command -v menu_run >/dev/null
}

# boot_act: does what the choice says
boot_act() {
	boot_rounds=0
	while :; do
		boot_action=$CHOICE_ACTION
		case $boot_action in
		menu | prompt) ;;
		*)
			boot_action=$CHOICE_THEN
			break
			;;
		esac
		# whatever is typed, this ends some time on an unattended machine
		boot_rounds=$((boot_rounds + 1))
		if [ "$boot_rounds" -gt 100 ]; then
			CHOICE_TYPED=1
			choice_unasked
			boot_action=$CHOICE_THEN
			break
		fi
		if ! boot_menu; then
			boot_action=$CHOICE_THEN
			break
		fi
		MENU_MODE='' MENU_COMMAND=
		# where nothing can be booted, nobody may be there to answer either
		[ "$CHOICE_THEN" != none ] || [ "$CHOICE_TIMEOUT" -gt 0 ] || CHOICE_TIMEOUT=$((${PXE_OPT211:-300} * 10))
		if menu_run && [ -n "$MENU_MODE" ]; then
			# what names nothing leads back to the menu
			choice_make "$MENU_MODE" "$MENU_COMMAND" || {
				MENU_SAID=$CHOICE_REFUSED
				choice_make
			}
		elif [ "$CHOICE_THEN" = config ]; then
			# which may have a menu of its own
			choice_make over || :
		else
			boot_action=$CHOICE_THEN
			break
		fi
	done
	[ -z "$FETCH_ENDS" ] || return 1
	case $boot_action in
	boot) boot_kernel ;;
	localboot) reipl_local "$CHOICE_LABEL" ;;
	reboot)
		log_step 'the configuration says: reboot'
		reipl_reboot
		;;
	poweroff)
		log_step 'the configuration says: power off'
		reipl_off poweroff
		;;
	*)
		log_error 'the configuration names nothing that can be booted'
		return 1
		;;
	esac
}

# boot_kernel: fetches, loads and starts what was chosen
boot_kernel() {
	param_load pxeboot.renew || :
	set -- "$PXE_RUN/boot"
	[ -z "$PARAM" ] || set -- "--renew=$PARAM" "$@"
	param_load pxeboot.check 1 || :
	[ "$PARAM" != 0 ] || set -- --unchecked "$@"
	fetch_call resolve_call load "--dir=$CONFIG_DIR" "$@" </dev/null || return 1
	boot_times
	log_step 'kexec -e: starting it'
	dhcp_stop
	link_quiesce
	kexec -e >"$PXE_RUN/kexec.log" 2>&1
	read -r boot_why <"$PXE_RUN/kexec.log" || boot_why='kexec -e came back'
	log_error "kexec: $boot_why"
	return 1
}

# boot_times: where the time since /init went
boot_times() {
	log_now
	boot_end=$LOG_NOW boot_from=${PXE_T_INIT:-$PXE_T_START} boot_text=
	for boot_part in "link $PXE_T_LINK" "DHCP $PXE_T_LEASE" "search $BOOT_T_CONFIG" \
		"kernel $FETCH_T_KERNEL" "initrd $FETCH_T_INITRD" "load $boot_end"; do
		log_seconds $((${boot_part#* } - boot_from))
		boot_text="$boot_text, ${boot_part% *} $LOG_TEXT"
		boot_from=${boot_part#* }
	done
	log_seconds $((boot_end - ${PXE_T_INIT:-$PXE_T_START}))
	log_say "$LOG_TEXT s from /init to kexec (${boot_text#, })"
}

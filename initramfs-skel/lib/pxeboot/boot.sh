# SPDX-License-Identifier: MIT
# One attempt, with an interface that has an address: find the configuration,
# choose, fetch what was chosen, start it.
#
# boot_attempt: comes back only when nothing could be booted.

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
	[ -n "$PXE_BOOTFILE$PXE_OPT210$PXE_OPT209$PXE_URL" ] || log_note 'no boot file and no option 209 or 210 were named'
	config_find
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
	boot_rounds=0 boot_said='' BOOT_PERSON=
	while :; do
		[ -n "$FETCH_ENDS" ] || choice_ask "$boot_said" || :
		LOG_WHY=
		boot_act
		while [ -z "$FETCH_ENDS" ] && choice_failed; do
			log_step 'ONERROR:'
			boot_act
		done
		# what a person chose leads back to the person, not to another search; whatever is
		# typed, this ends some time on an unattended machine
		boot_rounds=$((boot_rounds + 1))
		BOOT_PERSON=$BOOT_PERSON$CHOICE_TYPED
		[ -n "$CHOICE_AGAIN" ] && [ -z "$FETCH_ENDS" ] && [ "$boot_rounds" -lt 100 ] || return 1
		boot_said=${LOG_WHY:-that cannot be booted}
		[ ${#boot_said} -lt 1000 ] || boot_said='that cannot be booted'
		choice_make || :
		case $CHOICE_ACTION in menu | prompt) ;; *) return 1 ;; esac
	done
}

# boot_act: does what the choice says
boot_act() {
	[ -z "$FETCH_ENDS" ] || return 1
	case $CHOICE_THEN in
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

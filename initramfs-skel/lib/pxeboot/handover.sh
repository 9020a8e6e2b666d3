# SPDX-License-Identifier: MIT
# Giving the machine to the kernel that was fetched.

# handover_load KERNEL INITRD CMDLINE: loads it (INITRD may be empty). -a:
# the file based system call where the kernel has it, which checks signatures
# under lockdown, else the older one. False with HANDOVER_WHY.
handover_load() {
	param_load pxeboot.renew
	(
		# when memory runs out it is this one that is killed, nothing that is needed
		{ echo 1000 >"$ROOT/proc/self/oom_score_adj"; } 2>/dev/null
		exec kexec -a -l "$1" ${2:+"--initrd=$2"} "--command-line=$3" ${PARAM:+"--renew=$PARAM"}
	) >"$PXE_RUN/kexec.log" 2>&1
	handover_rc=$?
	[ "$handover_rc" -ne 0 ] || return 0
	HANDOVER_WHY=
	while read -r handover_line; do
		[ -z "$handover_line" ] || HANDOVER_WHY="$HANDOVER_WHY${HANDOVER_WHY:+; }$handover_line"
	done <"$PXE_RUN/kexec.log"
	[ "$handover_rc" -ne 137 ] || HANDOVER_WHY=Killed
	: "${HANDOVER_WHY:=it ended with status $handover_rc}"
	case $HANDOVER_WHY in
	*'Cannot allocate memory'* | *'ut of memory'* | *Killed*) HANDOVER_WHY="$HANDOVER_WHY (give the guest more memory)" ;;
	*'not implemented'*) HANDOVER_WHY="$HANDOVER_WHY (the loader was built with a kernel that has no kexec)" ;;
	esac
	return 1
}

# handover_go: does not come back unless it fails
handover_go() {
	dhcp_stop
	link_quiesce
	kexec -e >"$PXE_RUN/kexec.log" 2>&1
	read -r HANDOVER_WHY <"$PXE_RUN/kexec.log" || HANDOVER_WHY='kexec -e came back'
	return 1
}

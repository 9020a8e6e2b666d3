# SPDX-License-Identifier: MIT
# What the machine says of itself; the rest of it pxeboot reads.
#
# machine_read   reads /proc/sysinfo and /sys/firmware under $ROOT; sets PXE_UUID (for DHCP),
#                PXE_VM (the control program: z/VM, KVM/Linux), PXE_LOADPARM

machine_newline='
'

machine_read() {
	PXE_UUID='' PXE_LOADPARM='' PXE_VM=
	if [ -r "$ROOT/proc/sysinfo" ]; then
		# in one piece: the shell's read asks the kernel for each byte
		machine_rest=$(cat "$ROOT/proc/sysinfo")$machine_newline
		while [ -n "$machine_rest" ]; do
			machine_line=${machine_rest%%"$machine_newline"*}
			machine_rest=${machine_rest#*"$machine_newline"}
			case $machine_line in
			"VM00 UUID:"*) machine_trim "${machine_line#*:}" && PXE_UUID=$machine_value ;;
			"VM00 Control Program:"*) machine_trim "${machine_line#*:}" && PXE_VM=$machine_value ;;
			esac
		done
	fi
	if [ -r "$ROOT/sys/firmware/ipl/loadparm" ]; then
		IFS= read -r PXE_LOADPARM <"$ROOT/sys/firmware/ipl/loadparm" || :
		machine_trim "$PXE_LOADPARM"
		PXE_LOADPARM=$machine_value
	fi
}

# Sets machine_value to the text without blanks around it
machine_trim() {
	machine_value=${1#"${1%%[![:space:]]*}"}
	machine_value=${machine_value%"${machine_value##*[![:space:]]}"}
}

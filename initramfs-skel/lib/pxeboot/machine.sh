# SPDX-License-Identifier: MIT
# What the machine says of itself.
#
# machine_read        reads /proc/sysinfo and /sys/firmware under $ROOT; sets and exports
#                     PXE_UUID, PXE_NAME, PXE_LOADPARM and PXE_SYS_* (what SYSAPPEND may add)
# machine_sysappend   prints "BIT STRING" lines: what each bit of SYSAPPEND stands for now.
#                     Reads PXE_IP PXE_SERVER PXE_GATEWAY PXE_NETMASK PXE_MAC as well.
#
# SYSAPPEND speaks of a PC's SMBIOS. Here is what an s390x says instead, by the names of
# STSI's fields in /proc/sysinfo (arch/s390/kernel/sysinfo.c):
#   CPU, SYSPRODUCT  Type             SYSVENDOR  Manufacturer     SYSVERSION  Model
#   SYSSERIAL        Sequence Code    SYSSKU     Model Capacity   SYSUUID     VM00 UUID
#   MBVENDOR         VM00 Control Program   MBPRODUCT  LPAR Name  MBASSET     VM00 (Extended) Name
# There is nothing for SYSFAMILY, MBVERSION, MBSERIAL, BIOS*, SYSFF and FSUUID.

machine_newline='
'

machine_read() {
	PXE_UUID='' PXE_NAME='' PXE_LOADPARM='' machine_guest=''
	PXE_SYS_CPU='' PXE_SYS_VENDOR='' PXE_SYS_PRODUCT='' PXE_SYS_VERSION='' PXE_SYS_SERIAL=''
	PXE_SYS_SKU='' PXE_SYS_MBVENDOR='' PXE_SYS_MBPRODUCT='' PXE_SYS_MBASSET=''
	if [ -r "${MACHINE_SYSINFO:-$ROOT/proc/sysinfo}" ]; then
		# in one piece: the shell's read asks the kernel for each byte
		machine_rest=$(cat "${MACHINE_SYSINFO:-$ROOT/proc/sysinfo}")$machine_newline
		while [ -n "$machine_rest" ]; do
			machine_line=${machine_rest%%"$machine_newline"*}
			machine_rest=${machine_rest#*"$machine_newline"}
			machine_field "${machine_line%%:*}" "${machine_line#*:}"
		done
	fi
	machine_name
	if [ -r "$ROOT/sys/firmware/ipl/loadparm" ]; then
		IFS= read -r PXE_LOADPARM <"$ROOT/sys/firmware/ipl/loadparm" || :
		machine_trim "$PXE_LOADPARM"
		PXE_LOADPARM=$machine_value
	fi
	export PXE_UUID PXE_NAME PXE_LOADPARM
	export PXE_SYS_CPU PXE_SYS_VENDOR PXE_SYS_PRODUCT PXE_SYS_VERSION PXE_SYS_SERIAL
	export PXE_SYS_SKU PXE_SYS_MBVENDOR PXE_SYS_MBPRODUCT PXE_SYS_MBASSET
}

# Sets PXE_NAME to the name of a z/VM guest or else of an LPAR, in lower case; KVM guests have
# none: their LPAR's name is the same for all of them
machine_name() {
	case $PXE_SYS_MBVENDOR in
	z/VM*) PXE_NAME=$machine_guest ;;
	'') PXE_NAME=$PXE_SYS_MBPRODUCT ;;
	esac
	case $PXE_NAME in
	*[!0-9A-Za-z_@$-]*) PXE_NAME= ;;
	*[A-Z]*) PXE_NAME=$(printf '%s' "$PXE_NAME" | tr 'A-Z' 'a-z') ;;
	esac
}

# Sets machine_value to the text without blanks around it
machine_trim() {
	machine_value=${1#"${1%%[![:space:]]*}"}
	machine_value=${machine_value%"${machine_value##*[![:space:]]}"}
}

machine_field() {
	machine_trim "$2"
	[ -n "$machine_value" ] || return 0
	case $1 in
	Manufacturer) PXE_SYS_VENDOR=$machine_value ;;
	Type) PXE_SYS_PRODUCT=$machine_value PXE_SYS_CPU=$machine_value ;;
	Model) PXE_SYS_VERSION=$machine_value ;;
	"Model Capacity") PXE_SYS_SKU=$machine_value ;;
	"Sequence Code")
		# zeros only: QEMU has none
		case $machine_value in
		*[!0]*) PXE_SYS_SERIAL=$machine_value ;;
		esac
		;;
	"LPAR Name") PXE_SYS_MBPRODUCT=$machine_value ;;
	"VM00 Control Program") PXE_SYS_MBVENDOR=$machine_value ;;
	"VM00 Name") PXE_SYS_MBASSET=$machine_value machine_guest=$machine_value ;;
	"VM00 Extended Name") PXE_SYS_MBASSET=$machine_value ;;
	"VM00 UUID")
		case $machine_value in
		*[!0-9A-Fa-f-]*) ;;
		????????-????-????-????-????????????) search_lower "$machine_value" && PXE_UUID=$SEARCH_NAME ;;
		esac
		;;
	esac
}

machine_sysappend() {
	[ -z "${PXE_IP-}" ] ||
		machine_string 0 ip= "$PXE_IP:${PXE_SERVER-}:${PXE_GATEWAY-}:${PXE_NETMASK-}"
	! search_mac_name "${PXE_MAC-}" || machine_string 1 BOOTIF= "$SEARCH_NAME"
	! search_uuid_name "${PXE_UUID-}" || machine_string 2 SYSUUID= "$SEARCH_NAME"
	machine_string 3 CPU= "${PXE_SYS_CPU-}"
	machine_string 4 SYSVENDOR= "${PXE_SYS_VENDOR-}"
	machine_string 5 SYSPRODUCT= "${PXE_SYS_PRODUCT-}"
	machine_string 6 SYSVERSION= "${PXE_SYS_VERSION-}"
	machine_string 7 SYSSERIAL= "${PXE_SYS_SERIAL-}"
	machine_string 8 SYSSKU= "${PXE_SYS_SKU-}"
	machine_string 10 MBVENDOR= "${PXE_SYS_MBVENDOR-}"
	machine_string 11 MBPRODUCT= "${PXE_SYS_MBPRODUCT-}"
	machine_string 14 MBASSET= "${PXE_SYS_MBASSET-}"
}

# machine_string BIT NAME VALUE: white space becomes _, as PXELINUX has it; no value, no line
machine_string() {
	case $3 in
	'') ;;
	*[[:space:][:cntrl:]]*) printf '%s %s%s\n' "$1" "$2" "$(printf '%s' "$3" | LC_ALL=C tr -s '\001-\040\177' '_')" ;;
	*) printf '%s %s%s\n' "$1" "$2" "$3" ;;
	esac
}

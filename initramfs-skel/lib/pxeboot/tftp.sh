# SPDX-License-Identifier: MIT
# One file by TFTP, with the client that pxeboot has. It ends by itself when nothing comes any more.

# tftp_get FILE: FETCH_HOST, FETCH_PORT, FETCH_PATH name the rest; TFTP_STALL, if it is set, are
# the seconds to wait in place of FETCH_STALL.
# 0 done, 1 not there, 2 try again, 3 hopeless; FETCH_WHY and FETCH_CAUSE say why.
tftp_get() {
	# how this server is to be asked, as its last file taught
	[ "${TFTP_HOST-}" = "$FETCH_HOST" ] || TFTP_HOST=$FETCH_HOST TFTP_MANNER=0
	fetch_drop "$1"
	PROGRESS_STALL=0 PROGRESS_FIRST=0
	fetch_run "$1" pxeboot tftp --blksize="$FETCH_BLKSIZE" --max="$FETCH_MAX" --stall="${TFTP_STALL:-$FETCH_STALL}" \
		--manner="$TFTP_MANNER" -- "$FETCH_HOST" "$FETCH_PORT" "$FETCH_PATH" "$1"
	tftp_status=$?
	while read -r tftp_key tftp_value; do
		case $tftp_key in
		manner) TFTP_MANNER=$tftp_value ;;
		note) log_say "$tftp_value" ;;
		why) : "${FETCH_WHY:=$tftp_value}" ;;
		esac
	done <"$PXE_RUN/fetch.log"
	case $tftp_status in
	4) FETCH_CAUSE=silent ;;
	5) FETCH_CAUSE=refused ;;
	6) fetch_too_large ;;
	esac
	: "${FETCH_WHY:=it ended with status $tftp_status}"
	case $tftp_status in
	[0-3]) return "$tftp_status" ;;
	6 | 153) return 3 ;;
	esac
	return 2
}

# tftp_total: sets TFTP_TOTAL to the bytes that the server has announced, if it has
tftp_total() {
	TFTP_TOTAL=
	while read -r tftp_key tftp_value; do
		[ "$tftp_key" != total ] || TFTP_TOTAL=$tftp_value
	done <"$PXE_RUN/fetch.log"
}

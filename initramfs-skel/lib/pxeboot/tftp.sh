# SPDX-License-Identifier: MIT
# One file by TFTP (RFC 1350, 2348) with busybox's client. The largest block
# size is asked for first; the server may take less. Where blocks larger than
# a packet do not get through (a firewall drops fragments, a line loses
# packets), 1428 and then 512 follow, and what worked is kept for that server.
# busybox opens the local file only when the first block has come, so nothing
# tells a silent server from one whose large blocks are lost: smaller ones are
# tried in both cases.

# tftp_get FILE: FETCH_HOST, FETCH_PORT, FETCH_PATH name the rest.
# 0 done, 1 not there, 2 try again, 3 hopeless; FETCH_WHY says why.
tftp_get() {
	[ "$FETCH_BLKHOST" = "$FETCH_HOST" ] || {
		tftp_size=$FETCH_BLKSIZE
		FETCH_BLKHOST=$FETCH_HOST
	}
	while :; do
		fetch_drop "$1"
		FETCH_WHY='' PROGRESS_STALL=$FETCH_STALL PROGRESS_FIRST=$FETCH_STALL
		case $tftp_size in
		512) ;;
		1428) PROGRESS_FIRST=8 ;;
		*) PROGRESS_STALL=3 PROGRESS_FIRST=3 ;;
		esac
		fetch_run "$1" tftp -g -b "$tftp_size" -l "$1" -r "$FETCH_PATH" "$FETCH_HOST" ${FETCH_PORT:+"$FETCH_PORT"}
		tftp_judge "$1" "$?"
		tftp_status=$?
		[ "$tftp_status" -eq 4 ] || return "$tftp_status"
		case $tftp_size in
		512)
			tftp_size=1428
			return 2
			;;
		1428) tftp_size=512 ;;
		*) tftp_size=1428 ;;
		esac
		log_say "TFTP: $FETCH_WHY; from the start with blocks of $tftp_size bytes"
		FETCH_COUNT=$((FETCH_COUNT + 1))
	done
}

# tftp_judge FILE STATUS: what came of it; 4 means a smaller block may help
tftp_judge() {
	if [ "$2" -eq 0 ]; then
		# an empty file leaves none behind with some servers
		[ -e "$1" ] || : >"$1"
		[ "$tftp_size" -gt 512 ] || return 0
		fetch_size "$1"
		[ "$FETCH_SIZE" -eq 512 ] || return 0
		# busybox overlooks that a server took another option but not the
		# block size, and believes that the first block is all
		FETCH_WHY='512 bytes came, which may be one block only'
		tftp_size=1428
		return 4
	fi
	fetch_complaint
	case $FETCH_WHY in
	*'larger than the limit'* | *'No space left'*) return 3 ;;
	*'server error: (8)'*)
		FETCH_WHY='the server refuses the block size'
		return 4
		;;
	*'bad blocksize'* | *'read error'*)
		# an answer to the option that makes no sense: 512 asks without it.
		# "read error": no such port there, or it closed over an empty answer
		[ "$tftp_size" -gt 512 ] || return 2
		FETCH_WHY="the server's answer: $FETCH_WHY"
		return 4
		;;
	*'server error:'*)
		# after data has come, an error is not about the name
		[ ! -s "$1" ] || return 2
		FETCH_WHY="TFTP${FETCH_WHY#*server}"
		return 1
		;;
	*'bad address'*)
		FETCH_WHY="the name $FETCH_HOST is not known"
		return 2
		;;
	*'no data for'* | timeout)
		if [ -e "$1" ]; then
			FETCH_WHY="blocks of $tftp_size bytes stopped coming"
			return 4
		fi
		FETCH_WHY="no answer from $FETCH_HOST"
		[ "$tftp_size" -le 512 ] || return 4
		FETCH_BLKHOST=
		;;
	esac
	return 2
}

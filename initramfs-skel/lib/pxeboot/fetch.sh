# SPDX-License-Identifier: MIT
# Transfers: one file from a URL (tftp, http, https, ftp), with retries,
# limits and a sentence for each way to fail. tftp.sh and wget.sh do one
# attempt, progress.sh watches it.
#
# fetch_url URL FILE: 0 done, 1 not there (the server says so), 2 failed for
# good. FILE is complete or absent afterwards.
# FETCH_TRIES (attempts), FETCH_MAX (bytes) and FETCH_QUIET (no progress: small
# files) may be set for a call; FETCH_SIZE and FETCH_COUNT (requests) are set.
# FETCH_CAUSE: "refused" if a TFTP server gave no reason for it (it may be busy), "silent" if it gave
# no answer at all.
# FETCH_LEAST: the attempts of pxeboot.tries=; PXERETRY may ask for more.

FETCH_COUNT=0

# fetch_setup: reads the limits from the loader's parameters
fetch_setup() {
	param_number pxeboot.tries 5 1000
	FETCH_TRIES=$PARAM
	[ "$FETCH_TRIES" -gt 0 ] || FETCH_TRIES=1
	FETCH_LEAST=$FETCH_TRIES
	param_number pxeboot.stall 20
	FETCH_STALL=$PARAM
	param_number pxeboot.filetime 3600
	FETCH_TIME=$PARAM
	param_number pxeboot.blksize 65464 65464
	FETCH_BLKSIZE=$PARAM
	param_number pxeboot.maxsize 0
	FETCH_CEILING=$((PARAM * 1024 * 1024))
	param_load pxeboot.tls
	FETCH_TLS=$PARAM
	case $FETCH_TLS in '' | insecure) ;; *) log_warn "pxeboot.tls=$FETCH_TLS is not known (insecure is): https:// stays refused" ;; esac
	# no proxy, whatever the kernel put into the environment
	unset http_proxy https_proxy ftp_proxy
}

# fetch_room: sets FETCH_MAX to the largest file that makes sense now: what is
# free, less what the loader itself needs to go on
fetch_room() {
	FETCH_MAX=$((1 << 40))
	while read -r fetch_key fetch_value _; do
		[ "$fetch_key" != MemAvailable: ] || FETCH_MAX=$(((fetch_value - 16384) * 1024))
	done 2>/dev/null <"$ROOT/proc/meminfo"
	[ "$FETCH_MAX" -gt 0 ] || FETCH_MAX=1
	if [ "$FETCH_CEILING" -gt 0 ] && [ "$FETCH_CEILING" -lt "$FETCH_MAX" ]; then
		FETCH_MAX=$FETCH_CEILING
	fi
}

# fetch_parse URL: sets FETCH_SCHEME, FETCH_USER (user and password, may be empty),
# FETCH_HOST (no brackets), FETCH_PORT (may be empty), FETCH_PATH (without its first
# slash), FETCH_ORIGIN (scheme, host and port to compare). False with FETCH_WHY.
fetch_parse() {
	FETCH_WHY=
	case $1 in
	*[[:cntrl:]]*)
		FETCH_WHY='the name has control characters in it'
		return 1
		;;
	esac
	case $1 in
	[tT][fF][tT][pP]://*) FETCH_SCHEME=tftp ;;
	[hH][tT][tT][pP]://*) FETCH_SCHEME=http ;;
	[hH][tT][tT][pP][sS]://*) FETCH_SCHEME=https ;;
	[fF][tT][pP]://*) FETCH_SCHEME=ftp ;;
	*)
		FETCH_WHY='only tftp, http, https and ftp can be fetched'
		return 1
		;;
	esac
	fetch_rest=${1#*://}
	case $fetch_rest in
	*/*) FETCH_PATH=${fetch_rest#*/} FETCH_HOST=${fetch_rest%%/*} ;;
	*) FETCH_PATH='' FETCH_HOST=$fetch_rest ;;
	esac
	FETCH_USER='' FETCH_PORT=
	case $FETCH_HOST in
	*@*) FETCH_USER=${FETCH_HOST%@*} FETCH_HOST=${FETCH_HOST##*@} ;;
	esac
	case $FETCH_HOST in
	\[*\]) FETCH_HOST=${FETCH_HOST#[} FETCH_HOST=${FETCH_HOST%]} ;;
	\[*\]:*)
		FETCH_PORT=${FETCH_HOST##*]:} FETCH_HOST=${FETCH_HOST#[}
		FETCH_HOST=${FETCH_HOST%%]*}
		;;
	*:*:*) ;;
	*:*) FETCH_PORT=${FETCH_HOST##*:} FETCH_HOST=${FETCH_HOST%:*} ;;
	esac
	case $FETCH_PORT in *[!0-9]* | ??????*) FETCH_WHY="$FETCH_PORT is not a port number" ;; esac
	addr_is_name "$FETCH_HOST" || FETCH_WHY="'$FETCH_HOST' is not a host name or address"
	[ -n "$FETCH_PATH" ] || [ "$FETCH_SCHEME" != tftp ] || FETCH_WHY='no file is named'
	[ -z "$FETCH_WHY" ] || return 1
	fetch_origin
}

# fetch_origin: the port that is meant, and a host in lower case
fetch_origin() {
	case $FETCH_SCHEME in http) fetch_port=80 ;; https) fetch_port=443 ;; *) fetch_port=21 ;; esac
	FETCH_ORIGIN=$FETCH_SCHEME://$FETCH_HOST:${FETCH_PORT:-$fetch_port}
	case $FETCH_HOST in *[A-Z]*) FETCH_ORIGIN=$(printf '%s' "$FETCH_ORIGIN" | tr 'A-Z' 'a-z') ;; esac
}

# fetch_allowed SCHEME: whether it may be used at all. False with FETCH_WHY.
fetch_allowed() {
	[ "$1" = https ] && [ "$FETCH_TLS" != insecure ] || return 0
	FETCH_WHY='HTTPS is refused, since certificates cannot be checked here; the loader parameter pxeboot.tls=insecure permits it'
	return 1
}

# fetch_no_downgrade FROM TO: whether a redirect may go from one scheme to the
# other. False with FETCH_WHY.
fetch_no_downgrade() {
	[ "$1" = https ] && [ "$2" != https ] || return 0
	FETCH_WHY="a redirect from HTTPS to $2 is refused"
	return 1
}

# fetch_human BYTES: sets FETCH_TEXT to it for people
fetch_human() {
	if [ "$1" -ge 1000000 ]; then
		FETCH_TEXT=$(($1 / 1000000)).$(($1 / 100000 % 10))' MB'
	elif [ "$1" -ge 10000 ]; then
		FETCH_TEXT=$(($1 / 1000))' kB'
	else
		FETCH_TEXT="$1 bytes"
	fi
}

# fetch_drop FILE: removes it. Only when it is there: starting rm takes longer than to look.
fetch_drop() {
	FETCH_FILE=
	[ ! -e "$1" ] || rm -f "$1"
}

# fetch_size FILE: sets FETCH_SIZE to its bytes, 0 without it; FETCH_FILE to its name
fetch_size() {
	FETCH_SIZE=0 FETCH_FILE=$1
	[ ! -s "$1" ] || FETCH_SIZE=$(stat -c %s "$1" 2>/dev/null)
	: "${FETCH_SIZE:=0}"
}

# fetch_url URL FILE
fetch_url() {
	if ! fetch_parse "$1" || ! fetch_allowed "$FETCH_SCHEME"; then
		log_error "$1 cannot be fetched: $FETCH_WHY"
		return 2
	fi
	fetch_drop "$2"
	[ -n "${FETCH_MAX-}" ] || fetch_room
	fetch_try=1 fetch_wait=1
	while :; do
		log_now
		fetch_start=$LOG_NOW
		FETCH_COUNT=$((FETCH_COUNT + 1))
		FETCH_WHY='' FETCH_CAUSE=
		case $FETCH_SCHEME in
		tftp) tftp_get "$2" ;;
		*) wget_get "$1" "$2" ;;
		esac
		fetch_status=$?
		case $fetch_status in
		0)
			fetch_done "$1" "$2"
			return 0
			;;
		1)
			fetch_drop "$2"
			log_say "$1: not there ($FETCH_WHY)"
			return 1
			;;
		3) break ;;
		esac
		[ "$fetch_try" -lt "$FETCH_TRIES" ] || break
		log_warn "$1: $FETCH_WHY (attempt $fetch_try of $FETCH_TRIES)"
		dhcp_pause "$fetch_wait"
		fetch_try=$((fetch_try + 1))
		fetch_wait=$((fetch_wait * 2))
		[ "$fetch_wait" -le 30 ] || fetch_wait=30
	done
	fetch_drop "$2"
	if [ "$FETCH_CAUSE" = refused ]; then
		log_say "$1: not there ($FETCH_WHY)"
		return 1
	fi
	log_error "$1 cannot be fetched: $FETCH_WHY"
	return 2
}

fetch_done() { # URL FILE
	[ "$FETCH_FILE" = "$2" ] || fetch_size "$2"
	log_now
	fetch_took=$((LOG_NOW - fetch_start))
	fetch_human "$FETCH_SIZE"
	fetch_text=$FETCH_TEXT
	log_seconds "$fetch_took"
	fetch_text="$fetch_text in $LOG_TEXT s"
	if [ "$FETCH_SIZE" -ge 100000 ] && [ "$fetch_took" -gt 0 ]; then
		fetch_human $((FETCH_SIZE * 100 / fetch_took))
		fetch_text="$fetch_text, $FETCH_TEXT/s"
	fi
	log_say "$1: $fetch_text"
}

# fetch_run FILE COMMAND...: runs the command under the limits, its words in
# $PXE_RUN/fetch.log. Returns its status; FETCH_WHY is set when a limit ended it.
fetch_run() {
	fetch_file=$1 FETCH_FILE=
	shift
	[ -n "${PROGRESS_PID-}" ] || progress_start
	# The shell's file size limit is in blocks of 512 bytes, and exact where a
	# look once a second is not. The soft limit can be lifted again.
	ulimit -S -f $((FETCH_MAX / 512 + 1))
	"$@" >"$PXE_RUN/fetch.log" 2>&1 &
	fetch_pid=$!
	ulimit -S -f unlimited
	progress_on "$fetch_pid" "$fetch_file"
	wait "$fetch_pid" 2>/dev/null
	fetch_rc=$?
	progress_off
	if [ -s "$PXE_RUN/fetch.why" ]; then
		read -r FETCH_WHY <"$PXE_RUN/fetch.why"
		rm -f "$PXE_RUN/fetch.why"
		fetch_rc=200
	elif [ "$fetch_rc" -eq 153 ]; then
		fetch_too_large
	fi
	return "$fetch_rc"
}

# fetch_too_large: sets FETCH_WHY
fetch_too_large() {
	fetch_human "$FETCH_MAX"
	FETCH_WHY="it is larger than the limit of $FETCH_TEXT"
	if [ -n "${FETCH_QUIET-}" ]; then
		FETCH_WHY="$FETCH_WHY for a configuration or a text"
	else
		FETCH_WHY="$FETCH_WHY (memory free for it; pxeboot.maxsize=)"
	fi
}

# fetch_complaint: sets FETCH_WHY to the last line that the command said
fetch_complaint() {
	[ -n "$FETCH_WHY" ] && return 0
	fetch_rest=
	while read -r fetch_rest || [ -n "$fetch_rest" ]; do
		case $fetch_rest in
		*[!\ ]*) FETCH_WHY=${fetch_rest#wget: } FETCH_WHY=${FETCH_WHY#nc: } ;;
		esac
	done <"$PXE_RUN/fetch.log"
	: "${FETCH_WHY:=it ended with status $fetch_rc}"
}

# SPDX-License-Identifier: MIT
# Watches transfers: says how far one is, and ends it when nothing comes any
# more or when it takes too long. One background process does it for all
# transfers, since starting one for each would cost more than most of them take.
PROGRESS_CR=$(printf '\r')

progress_start() {
	: >"$PXE_RUN/fetch.now"
	progress_watch "$$" &
	PROGRESS_PID=$!
}

progress_stop() {
	[ -z "${PROGRESS_PID-}" ] || kill "$PROGRESS_PID" 2>/dev/null
	PROGRESS_PID=
}

# progress_on PID FILE: this transfer has begun. PROGRESS_FIRST (seconds until
# data must have come), PROGRESS_STALL (seconds without more of it; 0: the command ends
# by itself), FETCH_TIME (in all), FETCH_QUIET and FETCH_SCHEME say how it is to be watched.
progress_on() {
	printf '%s\n' "$1 $PROGRESS_FIRST $PROGRESS_STALL $FETCH_TIME ${FETCH_QUIET:-0} $FETCH_SCHEME $2" >"$PXE_RUN/fetch.now"
}

progress_off() {
	: >"$PXE_RUN/fetch.now"
	# a line that stands unfinished on the terminal ends with the next one
	[ ! -e "$PXE_RUN/fetch.open" ] || {
		LOG_OPEN=1
		rm -f "$PXE_RUN/fetch.open"
	}
}

# progress_watch PARENT: runs until the parent is gone or ends it
progress_watch() {
	trap 'exit 0' TERM
	progress_pid=
	# nobody writes to this one; open for both ends, so that it has no end
	exec 4<>"$PXE_RUN/nap"
	while kill -0 "$1" 2>/dev/null; do
		# a second without starting a program for it
		read -r -t 1 _ <&4
		if ! read -r progress_new progress_first progress_stall progress_time progress_quiet FETCH_SCHEME progress_file <"$PXE_RUN/fetch.now"; then
			progress_pid=
			continue
		fi
		if [ "$progress_new" != "$progress_pid" ]; then
			progress_pid=$progress_new progress_t=0 progress_still=0 progress_last=0
			progress_said=0 progress_total=
		fi
		progress_look
	done
}

progress_look() {
	progress_t=$((progress_t + 1))
	fetch_size "$progress_file"
	if [ "$FETCH_SIZE" -eq "$progress_last" ]; then
		progress_still=$((progress_still + 1))
	else
		progress_still=0
	fi
	[ "$FETCH_SIZE" -eq 0 ] || progress_first=$progress_stall
	if [ "$progress_first" -gt 0 ] && [ "$progress_still" -ge "$progress_first" ]; then
		progress_end "no data for $progress_first s"
	elif [ "$progress_time" -gt 0 ] && [ "$progress_t" -ge "$progress_time" ]; then
		progress_end "not done after $progress_time s (pxeboot.filetime=)"
	elif [ "$progress_quiet" = 0 ]; then
		progress_say
	fi
	progress_last=$FETCH_SIZE
}

# progress_end WHY: ends the transfer; fetch_run reads why
progress_end() {
	printf '%s\n' "$1" >"$PXE_RUN/fetch.why"
	kill "$progress_pid" 2>/dev/null
}

progress_say() {
	if [ -z "$progress_total" ]; then
		if [ "$FETCH_SCHEME" = tftp ]; then
			tftp_total
			progress_total=$TFTP_TOTAL
		else
			wget_headers
			progress_total=$WGET_LENGTH
		fi
	fi
	fetch_human "$FETCH_SIZE"
	progress_text="    $FETCH_TEXT"
	if [ -n "$progress_total" ] && [ "$progress_total" -gt 0 ]; then
		fetch_human "$progress_total"
		progress_text="$progress_text of $FETCH_TEXT, $((FETCH_SIZE * 100 / progress_total)) %"
	fi
	fetch_human $((FETCH_SIZE - progress_last))
	progress_text="$progress_text, $FETCH_TEXT/s"
	if log_terminal; then
		log_progress "$progress_text"
		: >"$PXE_RUN/fetch.open"
	elif [ $((progress_t - progress_said)) -ge 3 ]; then
		log_say "$progress_text"
		progress_said=$progress_t
	fi
}

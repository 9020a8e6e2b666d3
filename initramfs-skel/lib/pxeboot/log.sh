# SPDX-License-Identifier: MIT
# What the loader says. Every line goes to standard error (the console on a
# guest), with the seconds since the kernel started, and is safe to print:
# control characters, which may come from the network, appear as '?'.
# Other bytes above 0x7e are kept, a console may well show UTF-8.

# log_clean TEXT: sets LOG_TEXT to TEXT without control characters and passwords
log_clean() {
	LOG_TEXT=$1
	case $LOG_TEXT in *://*@*) log_hide ;; esac
	case $LOG_TEXT in *[!\ -~]*) LOG_TEXT=$(printf '%s' "$LOG_TEXT" | tr '\000-\037\177' '?' | log_c1) ;; esac
}

# log_hide: takes user and password out of the URLs in LOG_TEXT
log_hide() {
	log_rest=$LOG_TEXT LOG_TEXT=
	while :; do
		case $log_rest in *://*@*) ;; *) break ;; esac
		LOG_TEXT=$LOG_TEXT${log_rest%%://*}://
		log_rest=${log_rest#*://}
		# the authority ends where a path, a query or another word begins
		log_host=${log_rest%%[/?#\ ]*}
		case $log_host in *@*) log_rest=${log_rest#"${log_host%@*}@"} ;; esac
	done
	LOG_TEXT=$LOG_TEXT$log_rest
}

# log_c1: standard input with a "?" for each control character from 0x80 to 0x9f in UTF-8,
# which a terminal obeys too
log_c1() { LC_ALL=C awk '{ gsub(/\302[\200-\237]/, "?"); print }'; }

# log_now: sets LOG_NOW to the time since the kernel started, in hundredths of a second
log_now() {
	LOG_NOW=0
	[ -r "${ROOT-}/proc/uptime" ] && read -r LOG_NOW _ <"${ROOT-}/proc/uptime"
	# leading zeros would make the digits octal
	LOG_NOW=${LOG_NOW%%.*}${LOG_NOW#*.}
	while :; do
		case $LOG_NOW in 0?*) LOG_NOW=${LOG_NOW#0} ;; *) break ;; esac
	done
}

# log_seconds HUNDREDTHS: sets LOG_TEXT to it as seconds, "1.07"
log_seconds() {
	LOG_TEXT=$(($1 % 100))
	[ "$LOG_TEXT" -gt 9 ] || LOG_TEXT=0$LOG_TEXT
	LOG_TEXT=$(($1 / 100)).$LOG_TEXT
}

log_line() { # MARK TEXT
	if [ -r "${ROOT-}/proc/uptime" ]; then
		read -r log_up _ <"${ROOT-}/proc/uptime"
		log_clean "$2"
		printf 'pxeboot[%s]: %s%s\n' "$log_up" "$1" "$LOG_TEXT" >&2
	else
		log_clean "$2"
		printf 'pxeboot: %s%s\n' "$1" "$LOG_TEXT" >&2
	fi
}

log_step() { log_line '' "$*"; }   # a new step begins
log_say() { log_line '  ' "$*"; }  # a detail of it
log_note() { log_line '  ' "$*"; } # one that says what is wrong: pxeboot.quiet=1 keeps it
log_warn() { log_line 'warning: ' "$*"; }
# log_error: also in LOG_WHY
log_error() {
	LOG_WHY=$*
	log_line 'error: ' "$*"
}

# log_setup: with pxeboot.quiet=1 details are left out
log_setup() {
	[ "$(param_get pxeboot.quiet 0)" = 0 ] || log_say() { :; }
}

# log_terminal: true when the console can rewrite a line. The line-mode SCLP
# console, the 3215 and the 3270 print each carriage return as a line.
log_terminal() {
	[ -t 2 ] || return 1
	log_con=
	[ -r "${ROOT-}/sys/class/tty/console/active" ] &&
		read -r log_con <"${ROOT-}/sys/class/tty/console/active"
	case ${log_con##* } in
	ttysclp* | 3215* | ttyS0 | 3270* | tty3270*) return 1 ;;
	esac
	return 0
}

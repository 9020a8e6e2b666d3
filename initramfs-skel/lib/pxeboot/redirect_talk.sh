# SPDX-License-Identifier: MIT
# redirect_talk.sh SCHEME HOST REQUEST FILE: run by nc with the connection as
# standard input and output. Sends the file REQUEST, says the answer's headers on
# standard error as wget -S does, and writes the body to FILE if that is what was
# asked for. TLS verifies nobody.

cr=$(printf '\r')

# headers: sets code and length
headers() {
	code=100
	while :; do
		case $code in 1??) ;; *) break ;; esac
		IFS= read -r line || exit 1
		line=${line%"$cr"}
		printf '  %s\n' "$line" >&2
		case $line in HTTP/[0-9]*\ [1-5][0-9][0-9]*) ;; *)
			echo 'wget: the answer is not HTTP' >&2
			exit 1
			;;
		esac
		code=${line#* } code=${code%"${code#???}"} length='' encoding=''
		answer=$line
		while IFS= read -r line; do
			line=${line%"$cr"}
			[ -n "$line" ] || break
			header "$line"
		done
	done
}

header() { # LINE
	printf '  %s\n' "$1" >&2
	value=${1#*:}
	value=${value#"${value%%[! ]*}"}
	case $1 in
	[Cc][Oo][Nn][Tt][Ee][Nn][Tt]-[Ll][Ee][Nn][Gg][Tt][Hh]:*) length=$value ;;
	[Tt][Rr][Aa][Nn][Ss][Ff][Ee][Rr]-[Ee][Nn][Cc][Oo][Dd][Ii][Nn][Gg]:*) encoding=$value ;;
	esac
}

body() { # FILE
	case $code in
	200 | 203) ;;
	*)
		echo "wget: server returned error: $answer" >&2
		exit 1
		;;
	esac
	case $length in *[!0-9]* | ????????????????*)
		echo "wget: content-length $length is garbage" >&2
		exit 1
		;;
	esac
	case $encoding in '' | identity) ;; *)
		echo "wget: the server answers HTTP/1.0 in the encoding $encoding" >&2
		exit 1
		;;
	esac
	# whoever ends this ends what writes
	[ -z "$length" ] || exec head -c "$length" >"$1"
	exec cat >"$1"
}

case $1 in
http) cat "$3" ;;
https)
	exec 3<&0
	rm -f "$3.in" "$3.out"
	mkfifo "$3.in" "$3.out"
	# kept open for both ends: the end of the input would end the connection
	exec 4<>"$3.in"
	cat "$3" >&4
	ssl_client -s 3 -n "$2" <&4 >"$3.out" &
	exec <"$3.out" 3<&- 4<&-
	;;
esac
headers
body "$4"

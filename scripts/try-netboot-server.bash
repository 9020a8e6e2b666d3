# SPDX-License-Identifier: MIT
# shellcheck shell=bash
# What try-netboot serves and how: the directory with its files, the network, DHCP and TFTP.
# Needs the options, work, here, say, die and disk_demo.
#
# stage_directory  sets root, the directory that is served, and boot_file, the image's name in it
# start_network    sets netdev and run (what goes before QEMU's name), namespace and server

# The directory that is served: DIRECTORY itself when the image is in it under its name,
# else one of links to what is in DIRECTORY, and to the image.
stage_directory() {
	local file
	image=$(realpath -- "$image") || die "$image: not found"
	[ -z "$demo" ] || stage_demo
	if [ -n "$directory" ]; then
		directory=$(realpath -- "$directory") || die "$directory: not found"
		if [ -z "$boot_file" ] && [[ $image == "$directory"/* ]]; then
			boot_file=${image#"$directory"/}
		fi
	fi
	boot_file=${boot_file:-pxelinux.0}
	file=$directory/$boot_file
	if [ -n "$directory" ] && [ "$file" -ef "$image" ]; then
		root=$directory
	else
		root=$work/tftp
		link_directory "$directory" "$root" "$boot_file"
	fi
	case $root$boot_file in
	*[[:cntrl:]]*) die "control characters in a file name cannot be served" ;;
	esac
	find_configuration
}

# The example configuration, and a disk; they need nothing but the image.
stage_demo() {
	local example=$here/../doc/pxelinux.cfg.example
	[ -r "$example" ] || example=$here/../pxelinux.cfg.example
	[ -r "$example" ] || die 'the demonstration (pxelinux.cfg.example) is not installed; give a DIRECTORY'
	directory=$work/demo
	mkdir -p "$directory/pxelinux.cfg" && ln -s -- "$(realpath -- "$example")" "$directory/pxelinux.cfg/default" ||
		die "$directory: cannot be filled"
	say "no DIRECTORY: this is the demonstration, $(realpath -- "$example")"
	if [ -z "$disk" ] && disk_demo "$image"; then disk=$disk_file; fi
	reboot=1
}

# Says so when the loader will hardly find its configuration.
find_configuration() {
	local dir=$root
	[[ $boot_file != */* ]] || dir=$root/${boot_file%/*}
	[ ${#dhcp_options[@]} -eq 0 ] || return 0
	if [ ! -d "$dir/pxelinux.cfg" ]; then
		say "warning: there is no pxelinux.cfg/default beside ${boot_file##*/} in ${directory:-$root}, nor a directory for it"
	elif [ -z "$(find -L "$dir/pxelinux.cfg" -maxdepth 1 -type f -readable 2>/dev/null | head -n 1)" ]; then
		say "warning: $dir/pxelinux.cfg holds no file that can be read, such as pxelinux.cfg/default"
	fi
}

# link_directory FROM TO NAME: a directory TO with links to what is in FROM, and the image as NAME.
link_directory() {
	local from=$1 to=$2 name=$3 entry
	mkdir -p "$to" || die "$to: cannot be made"
	if [ -n "$from" ]; then
		for entry in "$from"/*; do
			if [ -e "$entry" ] && [ "${entry##*/}" != "${name%%/*}" ]; then
				ln -s -- "$entry" "$to/" || die "$to: cannot be filled"
			fi
		done
	fi
	case $name in
	*/*)
		[ -d "$from/${name%%/*}" ] && from=$from/${name%%/*} || from=
		link_directory "$from" "$to/${name%%/*}" "${name#*/}"
		;;
	*) ln -s -- "$image" "$to/$name" || die "$to: cannot be filled" ;;
	esac
}

start_network() {
	run=()
	if [ -z "$tap" ]; then
		netdev="user,id=net0,tftp=${root//,/,,},bootfile=${boot_file//,/,,}"
		[ -z "$http" ] || {
			printf '#!/bin/sh\ncd "${0%%/*}/tftp-root" && exec busybox httpd -i -h .\n' >"$work/httpd"
			chmod +x "$work/httpd"
			ln -s -- "$root" "$work/tftp-root"
			# slirp takes the command apart as a shell would
			local httpd="'${work//\'/\'\\\'\'}/httpd'"
			netdev+=",guestfwd=tcp:10.0.2.100:80-cmd:${httpd//,/,,}"
			say 'HTTP server for the guest: http://10.0.2.100/'
		}
		return
	fi
	namespace=try-netboot-$$
	ip netns add "$namespace" || die 'no network namespace can be made here'
	run=(ip netns exec "$namespace")
	"${run[@]}" sh -c 'ip link set lo up && ip tuntap add tap0 mode tap &&
		ip addr add 10.77.0.1/24 dev tap0 && ip link set tap0 up' || die 'no tap device can be made here (is there a /dev/net/tun?)'
	netdev=tap,id=net0,ifname=tap0,script=no,downscript=no
	local http_option=--no-http
	[ -z "$http" ] || {
		http_option=--http=80
		say 'HTTP server for the guest: http://10.77.0.1/'
	}
	"${run[@]}" "$here/serve-netboot" --run --interface tap0 --range 10.77.0.50,10.77.0.90 --verbose \
		--user root "$http_option" --boot-file "$boot_file" "${dhcp_options[@]}" "$root" >"$work/server.log" 2>&1 &
	server=$!
	wait_server
}

# dnsmasq says when its sockets are open.
wait_server() {
	local tries=0
	until grep -q 'TFTP root is' "$work/server.log"; do
		if ! kill -0 "$server" 2>/dev/null || [ $((tries += 1)) -gt 100 ]; then
			cat "$work/server.log" >&2
			die 'the DHCP server did not start'
		fi
		sleep 0.1
	done
}

# SPDX-License-Identifier: MIT
# An image that holds a ready pxelinux.0 and can serve it:
#   docker build -t pxelinux0 .
#   docker run --rm -v "$PWD":/out pxelinux0 cp /netboot/pxelinux.0 /out
#   docker run --rm pxelinux0            says what else it does
# Builds on any host: the s390x parts are unpacked, never run.
ARG BASE=docker.io/library/debian:bookworm

# The programs of the guest, which change seldom and are compiled: a stage of its own, so that
# they are kept. On s390x those of the system are taken, and the loader's own is compiled below.
FROM $BASE AS guest
COPY scripts/install-deps /src/scripts/
RUN /src/scripts/install-deps build
COPY scripts /src/scripts
COPY guest /src/guest
COPY Makefile VERSION LICENSE /src/
COPY lib /src/lib
COPY pxeboot /src/pxeboot
ARG SUITE=bookworm
# for builders that mount a directory of packages fetched before
ARG CACHE=/src/cache
RUN [ "$(uname -m)" = s390x ] || CACHE=$CACHE /src/guest/build --suite "$SUITE" programs

FROM guest AS build
RUN apt-get -q -y install --no-install-recommends busybox-static dnsmasq-base

# What the image is made of; the meaning is that of the variables in Makefile.pxelinux.0.
ARG SUITE=bookworm
ARG KERNEL=package
ARG KERNEL_VERSION=
ARG PACKAGES=
ARG COMPRESS=
ARG CMDLINE=
ARG MODULES=
ARG BUSYBOX=
ARG CACHE=/src/cache

COPY . /src
RUN mkdir /netboot && cd /src \
 && make -f Makefile.pxelinux.0 O=/build OUT=/netboot/pxelinux.0 \
        RAMFS_FLAGS='--manifest /build/manifest --sbom /build/sbom.json' \
 && install -m 644 -t /netboot /build/initramfs /build/manifest /build/sbom.json LICENSE \
 && install -D -m 644 doc/pxelinux.cfg.example /netboot/pxelinux.cfg/default \
 && chmod 644 /netboot/pxelinux.0

# The servers with the libraries that they are linked to, and nothing else.
RUN mkdir -p /image/bin /image/etc /image/tmp /image/run /image/var/lib/misc && chmod 1777 /image/tmp \
 && cp /bin/busybox /usr/sbin/dnsmasq src/scripts/serve-netboot /image/bin/ \
 && cp src/scripts/docker-entry /image/bin/docker-entry \
 && for applet in $(busybox --list); do [ -e "/image/bin/$applet" ] || ln -s busybox "/image/bin/$applet"; done \
 && ldd /usr/sbin/dnsmasq | awk '{ for (i = 1; i <= NF; i++) if ($i ~ "^/") print $i }' \
    | while read -r lib; do install -D "$lib" "/image$lib"; done \
 && printf 'root:x:0:0:root:/:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n' >/image/etc/passwd \
 && printf 'root:x:0:\nnogroup:x:65534:\n' >/image/etc/group \
 && mkdir -p /image/usr/share/doc \
 && cp -r --parents /usr/share/doc/busybox-static/copyright /usr/share/doc/dnsmasq-base/copyright /image/ \
 && mv /netboot /image/netboot

FROM scratch
COPY --from=build /image/ /
ENV PATH=/bin
WORKDIR /netboot
ENTRYPOINT ["/bin/docker-entry"]

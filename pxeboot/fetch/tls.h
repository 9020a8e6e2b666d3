/* SPDX-License-Identifier: MIT */
/*
 * Connections by TLS, which busybox's ssl_client talks: it encrypts, and checks nobody. libcurl
 * connects, and then speaks HTTP through a pair of sockets with that program at the other end.
 */
#ifndef TLS_H
#define TLS_H

#include <curl/curl.h>
#include <stdbool.h>
#include <sys/types.h>

struct tls {
	const char *name; /* of the server, to tell it whom we mean */
	int fd;		  /* libcurl's of the connection */
	pid_t child;	  /* 0: none */
	int said;	  /* where its complaints can be read, or -1 */
};

/* Makes CURL connect through T, whose child and said are to be 0 and -1. False if it cannot. */
bool tls_use(struct tls *t, CURL *curl);

/* Ends the connection. The last line of its complaints is put into TEXT. */
void tls_close(struct tls *t, char *text, size_t size);

#endif

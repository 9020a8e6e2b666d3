/* SPDX-License-Identifier: MIT */
/* Passwords as MENU PASSWD has them: syslinux com32/menu/passwd.c. */
#ifndef PASSWORD_H
#define PASSWORD_H

#include <stdbool.h>

enum { PASSWORD_MAX = 255 }; /* bytes that can be typed */

/*
 * True if TYPED is the password WANTED: crypt(3)'s $1$, $5$ or $6$; $4$ is SALT$ and the SHA-1 of
 * salt and password in base64; anything else is the password itself. The time it takes does not
 * say how much of it is right. An empty WANTED has no password.
 */
bool password_is(const char *wanted, const char *typed);

#endif

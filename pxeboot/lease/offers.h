/* SPDX-License-Identifier: MIT */
/* What all DHCP servers offer, while udhcpc takes the first offer. */
#ifndef OFFERS_H
#define OFFERS_H

#include "error.h"

/*
 * The command "pxeboot offers INTERFACE MAC FILE": listens on the interface until it is ended, and
 * writes what each server (8 at most) offers into FILE.1, FILE.2 ... in the order of their answers,
 * each of them complete whenever it is there. Returns -1 with ERR only.
 */
int offers_listen(int argc, char **argv, struct error *err);

#endif

/* SPDX-License-Identifier: MIT */
/* What all DHCP servers offer, while udhcpc takes the first offer. */
#ifndef OFFERS_H
#define OFFERS_H

#include "error.h"

/*
 * Listens on the interface, whose address is MAC, until the process is ended, and
 * writes what each server offers into FILE.1, FILE.2 ... in the order of their answers,
 * each of them complete whenever it is there. Returns -1 with ERR only.
 */
int offers_listen(const char *interface, const char *mac, const char *file, struct error *err);

#endif

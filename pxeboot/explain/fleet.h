/* SPDX-License-Identifier: MIT */
/* What each machine of a list boots from a tree, and what a change of the tree changes. */
#ifndef FLEET_H
#define FLEET_H

#include "explain.h"

/*
 * Reads the list of machines opt->fleet: CSV whose first line names its columns (mac, ip, uuid,
 * name), or lines as dnsmasq's dhcp-hostsfile and dhcp-host= have them. Appends to OUT a line for
 * each, or with opt->against the groups of those that would boot something else than from that
 * tree. EXPLAIN_BOOTS: all boot, and nothing has changed; EXPLAIN_BOOTS_NOT: some do not, or some
 * has; EXPLAIN_UNREADABLE.
 */
int fleet_explain(const struct options *opt, void (*say)(const char *text), struct bytes *out,
		  struct error *err);

#endif

/* SPDX-License-Identifier: MIT */
/* The menu on a terminal with a cursor (VT220, virtio console). */
#ifndef FULL_H
#define FULL_H

#include "menu/session.h"

/* As lines_ask(). */
enum session_end full_ask(struct session *s);

#endif

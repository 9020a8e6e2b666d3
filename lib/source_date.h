/* SPDX-License-Identifier: MIT */
/* https://reproducible-builds.org/specs/source-date-epoch/ */
#ifndef SOURCE_DATE_H
#define SOURCE_DATE_H

#include <stdint.h>

#include "error.h"

/* SOURCE_DATE_EPOCH of the environment, 0 if it is not set; -1 if it is not a number. */
int source_date(uint32_t *seconds, struct error *err);

#endif

// SPDX-License-Identifier: MIT
#include "archivelib.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <string.h>

/* the name of its interface since libarchive 3.0 (2011) */
static const char soname[] = "libarchive.so.13";

/* dlsym() returns an object pointer, which C does not turn into a function's */
static bool look_up(void *handle, const char *name, void *function, size_t size)
{
	void *symbol = dlsym(handle, name);

	memcpy(function, &symbol, size);
	return symbol;
}

const struct archivelib *archivelib_get(struct error *err)
{
	static struct archivelib lib;
	static bool loaded;
	const char *missing = NULL;
	void *handle;

	if (loaded)
		return &lib;
	handle = dlopen(soname, RTLD_NOW | RTLD_LOCAL);
	if (!handle) {
		error_set(err, NULL, "%s is needed for this and cannot be loaded: %s", soname,
			  dlerror());
		return NULL;
	}
#define ARCHIVELIB_LOOK_UP(f)                                                                      \
	if (!look_up(handle, #f, &lib.f, sizeof(lib.f)))                                           \
		missing = #f;
	ARCHIVELIB_FUNCTIONS(ARCHIVELIB_LOOK_UP)
#undef ARCHIVELIB_LOOK_UP
	if (missing) {
		error_set(err, NULL, "%s is too old for this: it has no %s", soname, missing);
		dlclose(handle);
		return NULL;
	}
	loaded = true;
	return &lib;
}

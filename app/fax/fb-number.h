/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Room for a normalized number and its end. E.164 has 15 digits at most; extensions may follow. */
#define FB_FAX_NUMBER_SIZE 32

char *fb_number_normalize (const char *number);

G_END_DECLS

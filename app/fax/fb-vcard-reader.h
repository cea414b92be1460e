/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-contact.h"

G_BEGIN_DECLS

/* Of a file, in bytes: room for ten thousand people and some hundred pictures. */
#define FB_VCARD_MAX_SIZE (16 * 1024 * 1024)

GPtrArray *fb_vcard_read (GBytes *file, const char *who, gint64 named_at);

G_END_DECLS

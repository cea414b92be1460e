/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void fb_library_messages_begin (void);
guint32 fb_library_messages_end (void);

G_END_DECLS

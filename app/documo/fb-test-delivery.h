/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *fb_test_delivery_make_message_id (void);
GBytes *fb_test_delivery_make_event (const char *message_id, gint64 time, int n_pages);
GBytes *fb_test_delivery_make_form (GBytes *event, GBytes *document, char **content_type);

G_END_DECLS

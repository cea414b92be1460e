/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

const char *fb_json_get_text (JsonObject *object, const char *key, const char *twin);
int fb_json_get_count (JsonObject *object, const char *key, const char *twin, int fallback);
gboolean fb_json_get_boolean (JsonObject *object, const char *key, const char *twin);
gint64 fb_json_get_time (JsonObject *object, const char *key, const char *twin);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What an event may weigh: json-glib needs up to a hundred times the memory of what it parses, and
 * an event of the article's kind has about a thousand bytes. */
#define FB_JSON_MAX_SIZE (1024 * 1024)

/* How deep objects and arrays may be nested: Documo's go two deep. */
#define FB_JSON_MAX_DEPTH 64

JsonNode *fb_json_guard_parse (GBytes *bytes);
gboolean fb_json_guard_is_complete (GBytes *bytes);

G_END_DECLS

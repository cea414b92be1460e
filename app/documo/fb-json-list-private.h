/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonArray *fb_json_list_parse (GBytes *json, const char *key);

G_END_DECLS

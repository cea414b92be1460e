/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

const char *fb_store_problem_get_title (const GError *problem);
char *fb_store_problem_dup_advice (const GError *problem, const char *folder);

G_END_DECLS

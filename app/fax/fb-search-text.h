/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"

G_BEGIN_DECLS

char *fb_fax_dup_search_text (FbFax *fax);
char *fb_fax_dup_full_search_text (FbFax *fax);
char *fb_name_dup_search_text (const char *name);

G_END_DECLS

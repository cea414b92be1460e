/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-contact.h"
#include "fb-database.h"

G_BEGIN_DECLS

/* In a statement that reads fax: the name that its number has here, or NULL. */
#define FB_GIVEN_NAME_SQL "(SELECT contact.name FROM contact WHERE contact.number = fax.number)"

GPtrArray *fb_contact_query_list (FbDatabase *database, GError **error);

G_END_DECLS

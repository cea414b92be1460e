/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GBytes *fb_test_fax_document_make (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-contact.h"

G_BEGIN_DECLS

GBytes *fb_vcard_write (GPtrArray *contacts);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-store.h"
#include "fb-store-reader.h"

G_BEGIN_DECLS

void fb_store_read (FbStore *self, GTask *task, FbReadFunc read);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-store.h"

G_BEGIN_DECLS

#define FB_TYPE_STORE_OPENER (fb_store_opener_get_type ())
G_DECLARE_FINAL_TYPE (FbStoreOpener, fb_store_opener, FB, STORE_OPENER, GObject)

/* Signals:
 *   tried: opening the store has succeeded or failed; fb_store_opener_get_problem() tells
 *   retrying: opening failed, and is about to be tried for the second time
 */

FbStoreOpener *fb_store_opener_new (FbStore *store);
void fb_store_opener_start (FbStoreOpener *self);
void fb_store_opener_stop (FbStoreOpener *self);
const GError *fb_store_opener_get_problem (FbStoreOpener *self);

G_END_DECLS

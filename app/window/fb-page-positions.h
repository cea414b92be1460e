/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-page-view.h"

G_BEGIN_DECLS

typedef struct _FbPagePositions FbPagePositions;

FbPagePositions *fb_page_positions_new (void);
void fb_page_positions_free (FbPagePositions *self);
void fb_page_positions_remember (FbPagePositions *self,
                                 const char *path,
                                 const FbPagePosition *position);
gboolean fb_page_positions_find (FbPagePositions *self, const char *path, FbPagePosition *position);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbPagePositions, fb_page_positions_free)

G_END_DECLS

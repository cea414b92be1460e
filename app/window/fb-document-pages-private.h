/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-document-pages.h"
#include "fb-page-find.h"
#include "fb-page-thumbnails.h"
#include "fb-pages-toolbar.h"

G_BEGIN_DECLS

struct _FbDocumentPages
{
  AdwBin parent_instance;

  FbPageFind *find;
  GtkInfoBar *notice_bar;
  GtkLabel *notice_label;
  AdwFlap *flap;
  FbPageThumbnails *thumbnails;
  FbPageView *view;
  FbPagesToolbar *toolbar;

  GSimpleActionGroup *actions;
  int n_expected;      /* pages, as the fax says; 0 where it doesn't */
  FbRenderFlags flags; /* of all pages that were looked at */
};

/* fb-document-pages-actions.c */
void fb_document_pages_init_actions (FbDocumentPages *self);

G_END_DECLS

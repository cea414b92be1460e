/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "fb-document-sync.h"

G_BEGIN_DECLS

#define FB_TYPE_DOWNLOAD_BAR (fb_download_bar_get_type ())
G_DECLARE_FINAL_TYPE (FbDownloadBar, fb_download_bar, FB, DOWNLOAD_BAR, AdwBin)

/* Activates document.cancel-all and app.account of a widget around it. */

void fb_download_bar_set_document_sync (FbDownloadBar *self, FbDocumentSync *document_sync);

G_END_DECLS

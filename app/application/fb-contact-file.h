/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-store.h"

G_BEGIN_DECLS

void fb_contact_file_import_async (FbStore *store,
                                   GFile *file,
                                   const char *who,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean fb_contact_file_import_finish (FbStore *store,
                                        GAsyncResult *result,
                                        FbContactCounts *counts,
                                        GError **error);
void fb_contact_file_export_async (FbStore *store,
                                   GFile *file,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean fb_contact_file_export_finish (FbStore *store,
                                        GAsyncResult *result,
                                        guint *n_contacts,
                                        GError **error);

G_END_DECLS

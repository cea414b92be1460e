/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-fax.h"
#include "fb-fax-counts.h"
#include "fb-occasion.h"

G_BEGIN_DECLS

/**
 * FbNewsOccasion:
 * @fax: the fax, as it was then
 * @occasion: why the bell should ring
 */
typedef struct
{
  FbFax *fax;
  FbOccasion occasion;
} FbNewsOccasion;

/**
 * FbNews:
 * @counts: how many faxes there are now
 * @faxes: (element-type FbFax): rows that are new or changed, by ascending id, each once
 * @occasions: (element-type FbNewsOccasion): reasons to ring, in their order
 * @damaged_file: (nullable): where the database is that was damaged; a new one is in its place
 *
 * What was committed and nobody was told yet.
 */
typedef struct
{
  FbFaxCounts counts;
  GPtrArray *faxes;
  GArray *occasions;
  char *damaged_file;
} FbNews;

FbNews *fb_news_new (const FbFaxCounts *counts);
void fb_news_free (FbNews *news);
void fb_news_add_fax (FbNews *news, FbFax *fax);
void fb_news_add_occasion (FbNews *news, FbFax *fax, FbOccasion occasion);
void fb_news_append (FbNews *news, FbNews *later);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbNews, fb_news_free)

G_END_DECLS

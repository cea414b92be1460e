/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "fb-database.h"

G_BEGIN_DECLS

/**
 * FbFaxOrderKey:
 * @FB_FAX_ORDER_DATE: the fax's own time
 * @FB_FAX_ORDER_DIRECTION: inbound before outbound
 * @FB_FAX_ORDER_NAME: the other side's name
 * @FB_FAX_ORDER_NUMBER: its number
 * @FB_FAX_ORDER_PAGES: how many pages there are
 * @FB_FAX_ORDER_STATUS: how far it got
 * @FB_FAX_ORDER_WAITING: since when it is open
 * @FB_FAX_ORDER_SUBJECT: its subject
 * @FB_FAX_ORDER_NOTE: what somebody has noted of it
 * @FB_FAX_ORDER_DOCUMENT: those with a document that can be opened before others
 *
 * What faxes can be ordered by. Texts are in the locale's order, and faxes that don't have what is
 * asked for come last, whichever way the order goes. Faxes that are the same are newest first.
 */
typedef enum
{
  FB_FAX_ORDER_DATE,
  FB_FAX_ORDER_DIRECTION,
  FB_FAX_ORDER_NAME,
  FB_FAX_ORDER_NUMBER,
  FB_FAX_ORDER_PAGES,
  FB_FAX_ORDER_STATUS,
  FB_FAX_ORDER_WAITING,
  FB_FAX_ORDER_SUBJECT,
  FB_FAX_ORDER_NOTE,
  FB_FAX_ORDER_DOCUMENT,
} FbFaxOrderKey;

#define FB_N_FAX_ORDER_KEYS 10

/**
 * FbFaxOrder:
 * @key: what faxes are ordered by
 * @is_descending: whether the greatest comes first
 *
 * An order of faxes. A plain value.
 */
typedef struct
{
  FbFaxOrderKey key;
  gboolean is_descending;
} FbFaxOrder;

/* What lists have without being asked for another one. */
#define FB_FAX_ORDER_NEWEST_FIRST ((FbFaxOrder){ FB_FAX_ORDER_DATE, TRUE })

gboolean fb_fax_order_equal (FbFaxOrder a, FbFaxOrder b);

/* Ranks: of a fax that was not read, which comes first, and of one that has nothing to go by. */
#define FB_FAX_RANK_UNKNOWN 0
#define FB_FAX_RANK_LAST    G_MAXUINT32

/**
 * FbRankReading:
 *
 * Reads the ranks of all faxes in an order, step by step.
 */
typedef struct _FbRankReading FbRankReading;

FbRankReading *fb_rank_reading_new (FbFaxOrder order);
FbRankReading *fb_rank_reading_ref (FbRankReading *reading);
void fb_rank_reading_unref (FbRankReading *reading);
gboolean fb_rank_reading_step (FbRankReading *reading,
                               FbDatabase *database,
                               guint n_faxes,
                               gboolean *is_last,
                               GError **error);
GArray *fb_rank_reading_end (FbRankReading *reading);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (FbRankReading, fb_rank_reading_unref)

G_END_DECLS
